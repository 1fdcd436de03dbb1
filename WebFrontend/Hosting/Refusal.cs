using System.Text.Json.Serialization;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>A value of a caller that an endpoint did not take, and the rule that it breaks. Every protocol writes its errors from this one.</summary>
/// <param name="Field">A parameter's name or the path of a member.</param>
/// <param name="Value">As it was sent, as far as it may be repeated; null: it was missing.</param>
/// <param name="Rule">A value that would have been taken, in English.</param>
public sealed record Refusal(string Field, string? Value, string Rule)
{
    public const int ValueLengthMax = 100;

    /// <summary>Names of parameters and members are the sender's too.</summary>
    public const int FieldLengthMax = 200;

    private const int ParametersMax = 4;

    public string Field { get; init => field = Excerpt(value, FieldLengthMax)!; } = Excerpt(Field, FieldLengthMax)!;

    public string? Value { get; init => field = Excerpt(value); } = Excerpt(Value);

    /// <summary>
    /// The kind of refusal for programs; a screen shows it in its user's language.
    /// The name of an outcome, or one of <see cref="RefusalCodes"/>; never changed.
    /// </summary>
    public string Code { get; init; } = RefusalCodes.Invalid;

    /// <summary>The numbers of the rule by name, such as <c>min</c> and <c>max</c>; null: it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? Parameters
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value?.Count ?? 0, ParametersMax);
            field = value;
        }
    }

    /// <summary>The same refusal with the limits of its rule; a limit of null or <see cref="double.MaxValue"/> is none.</summary>
    public Refusal Limited(string code, double? min, double? max)
    {
        var limits = new Dictionary<string, double>(2);
        if (min is { } least)
        {
            limits["min"] = least;
        }
        if (max is { } most and < double.MaxValue)
        {
            limits["max"] = most;
        }
        return this with { Code = code, Parameters = limits.Count > 0 ? limits : null };
    }

    /// <summary>A sender's text as an answer repeats it: in one line and cut to a length.</summary>
    public static string? Excerpt(string? text, int lengthMax = ValueLengthMax)
    {
        if (text is null)
        {
            return null;
        }
        var cut = text.Length <= lengthMax ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[lengthMax - 1]) ? lengthMax - 1 : lengthMax), "…");
        return cut.Any(BreaksLine) ? string.Create(cut.Length, cut, static (line, from) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                line[i] = BreaksLine(from[i]) ? ' ' : from[i];
            }
        }) : cut;
    }

    private static bool BreaksLine(char letter) => char.IsControl(letter) || letter is '\u2028' or '\u2029';
}
