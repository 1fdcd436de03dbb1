using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.Texts;

namespace GrupoGad.WebFrontend.Efectivos;

/// <summary>A profile as it is put; what is left out becomes empty.</summary>
public sealed record ProfileItem
{
    public const int NameLengthMax = 200;
    public const int WordLengthMax = 100;
    public const int ListLengthMax = 50;

    /// <summary>1–200 characters.</summary>
    public string? DisplayName { get; init; }

    public string? Rank { get; init; }

    public string? Unit { get; init; }

    public IReadOnlyList<string?>? Specialties { get; init; }

    public IReadOnlyList<string?>? Skills { get; init; }

    public string? Jurisdiction { get; init; }

    public string? Contact { get; init; }

    public IReadOnlyList<string?>? Devices { get; init; }

    /// <summary>Code of the efectivo next in line above it; left out: nobody.</summary>
    public string? Superior { get; init; }

    public static ProfileItem Of(EfectivoProfile profile) => new()
    {
        DisplayName = profile.DisplayName,
        Rank = profile.Rank,
        Unit = profile.Unit,
        Specialties = profile.Specialties,
        Skills = profile.Skills,
        Jurisdiction = profile.Jurisdiction,
        Contact = profile.Contact,
        Devices = profile.Devices,
        Superior = profile.Superior,
    };

    /// <summary>The first thing that is wrong with it, or null.</summary>
    public Refusal? Check()
    {
        if (string.IsNullOrWhiteSpace(DisplayName))
        {
            return new Refusal("displayName", DisplayName, $"1-{NameLengthMax} characters").Limited(RefusalCodes.WrongLength, 1, NameLengthMax);
        }
        return Text("displayName", DisplayName, NameLengthMax) ?? Text("rank", Rank, WordLengthMax) ?? Text("unit", Unit, WordLengthMax)
            ?? Text("jurisdiction", Jurisdiction, WordLengthMax) ?? Text("contact", Contact, NameLengthMax)
            ?? Words("specialties", Specialties) ?? Words("skills", Skills) ?? Words("devices", Devices)
            ?? (string.IsNullOrEmpty(Superior) || EfectivoCode.IsValid(Superior) ? null : new Refusal("superior", Superior, EfectivoCode.Rule));
    }

    /// <remarks>Only after <see cref="Check"/> found nothing.</remarks>
    public EfectivoProfile ToProfile() => new()
    {
        DisplayName = DisplayName!.Trim(),
        Rank = Rank ?? "",
        Unit = Unit ?? "",
        Specialties = All(Specialties),
        Skills = All(Skills),
        Jurisdiction = Jurisdiction ?? "",
        Contact = Contact ?? "",
        Devices = All(Devices),
        Superior = Superior ?? "",
    };

    /// <remarks>A control character in a name would break the lines of logs and the labels of screens.</remarks>
    internal static Refusal? Text(string field, string? text, int lengthMax) =>
        text is not null && (TextLength.Exceeds(text, lengthMax) || text.Any(char.IsControl))
            ? new Refusal(field, text, TextLength.Rule($"at most {lengthMax} characters, none of them a control character", text)).Limited(RefusalCodes.WrongLength, null, lengthMax)
            : null;

    private static Refusal? Words(string field, IReadOnlyList<string?>? words)
    {
        if (words is { Count: > ListLengthMax })
        {
            return new Refusal(field, $"{words.Count} entries", $"at most {ListLengthMax} entries").Limited(RefusalCodes.TooMany, null, ListLengthMax);
        }
        for (var i = 0; i < words?.Count; i++)
        {
            var place = $"{field}[{i}]";
            if ((string.IsNullOrWhiteSpace(words[i]) ? new Refusal(place, words[i], "not empty") : Text(place, words[i], WordLengthMax)) is { } found)
            {
                return found;
            }
        }
        return null;
    }

    private static ImmutableArray<string> All(IReadOnlyList<string?>? words) => words is null ? [] : [.. words.Select(word => word!).Distinct()];
}
