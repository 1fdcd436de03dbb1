namespace GrupoGad.WebFrontend.Hosting;

/// <summary>What was wrong with a request, in the caller's terms.</summary>
/// <param name="Field">Where: a parameter's name or a JSON path.</param>
/// <param name="Value">What it was, cut to a length that is safe to repeat; null when it was missing.</param>
/// <param name="Rule">What it should be.</param>
public sealed record Violation(string Field, string? Value, string Rule)
{
    private const int ValueLengthMax = 100;

    /// <summary>Names of parameters and members are the sender's too.</summary>
    private const int FieldLengthMax = 200;

    public string Field { get; init; } = Shorten(Field, FieldLengthMax)!;

    public string? Value { get; } = Shorten(Value);

    public static string? Shorten(string? value, int lengthMax = ValueLengthMax) =>
        value is null || value.Length <= lengthMax ? value : string.Concat(value.AsSpan(0, char.IsHighSurrogate(value[lengthMax - 1]) ? lengthMax - 1 : lengthMax), "…");
}
