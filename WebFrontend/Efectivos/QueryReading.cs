using System.Collections.Immutable;
using System.Globalization;
using GrupoGad.Cells;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Times;
using GrupoGad.Texts;

namespace GrupoGad.WebFrontend.Efectivos;

/// <summary>Reads the query parameters of one request and remembers the first that is wrong.</summary>
internal sealed class QueryReading : FirstRefusal
{
    private const int SkillLengthMax = 100;

    public double Number(string field, string? text, double min, double max)
    {
        // NaN fails both comparisons.
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }
        Refuse(new Refusal(field, text, max == double.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"a number, at least {min}")
            : string.Create(CultureInfo.InvariantCulture, $"a number, {min}..{max}")).Limited(RefusalCodes.OutOfRange, min, max));
        return double.NaN;
    }

    public int Whole(string field, string? text, int min, int max, int otherwise)
    {
        if (text is null)
        {
            return otherwise;
        }
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }
        Refuse(new Refusal(field, text, string.Create(CultureInfo.InvariantCulture, $"a whole number, {min}..{max}")).Limited(RefusalCodes.OutOfRange, min, max));
        return otherwise;
    }

    /// <summary>An area: west,south,east,north in degrees; a west greater than the east crosses the antimeridian.</summary>
    public GeoBounds Bounds(string? bbox, string rule = "west,south,east,north")
    {
        if (bbox?.Split(',') is not [var west, var south, var east, var north])
        {
            Refuse("bbox", bbox, rule);
            return default;
        }
        var bounds = new GeoBounds(
            Number("bbox", south, -90, 90), Number("bbox", west, -180, 180), Number("bbox", north, -90, 90), Number("bbox", east, -180, 180));
        if (!bounds.IsValid)
        {
            Refuse("bbox", bbox, "south not above north");
        }
        return bounds;
    }

    public DateTime Time(string field, string? text, DateTime otherwise)
    {
        if (text is null)
        {
            return otherwise;
        }
        if (InstantText.TryRead(text, out var utc))
        {
            return utc;
        }
        Refuse(field, text, InstantText.Rule);
        return otherwise;
    }

    /// <summary>A stretch of time, either end open when left out.</summary>
    public (DateTime? From, DateTime? To) Period(string? from, string? to)
    {
        var (start, end) = (from is null ? (DateTime?)null : Time("from", from, default), to is null ? (DateTime?)null : Time("to", to, default));
        if (start >= end)
        {
            Refuse("from", from, "before to");
        }
        return (start, end);
    }

    /// <summary>A code to look for; empty when left out. Sent empty it is refused: a question for one must not be answered with everybody.</summary>
    public string Code(string field, string? text, Func<string?, bool> isValid, string rule)
    {
        if (text is not null && !isValid(text))
        {
            Refuse(field, text, rule);
        }
        return text ?? "";
    }

    /// <summary>The code that ended the page before; left out or empty: the first page.</summary>
    public string After(string? text, Func<string?, bool> isValid) =>
        text is null or "" ? "" : Code("after", text, isValid, "the next of the page before");

    /// <summary>Names by commas; left out or empty: any.</summary>
    public ImmutableArray<TEnum> Names<TEnum>(string field, string? text) where TEnum : struct, Enum =>
        text is null or "" ? [] : [.. text.Split(',').Select(name => Name<TEnum>(field, name)).OfType<TEnum>()];

    /// <summary>Null is empty.</summary>
    public string Text(string field, string? text, int max)
    {
        if (TextLength.Exceeds(text, max))
        {
            Refuse(new Refusal(field, text, TextLength.Rule($"at most {max} characters", text)).Limited(RefusalCodes.WrongLength, null, max));
        }
        return text?.Trim() ?? "";
    }

    public bool Flag(string field, string? text)
    {
        if (text is not (null or "true" or "false"))
        {
            Refuse(field, text, "true or false");
        }
        return text == "true";
    }

    public MemberFilter Filter(string? availability, string? skill, string? freshness)
    {
        if (skill is not null && !TextLength.IsWithin(skill, 1, SkillLengthMax))
        {
            Refuse(new Refusal("skill", skill, TextLength.Rule($"1-{SkillLengthMax} characters", skill)).Limited(RefusalCodes.WrongLength, 1, SkillLengthMax));
        }
        return new MemberFilter
        {
            Availability = Name<Availability>("availability", availability),
            Skill = skill,
            Freshness = Name<Freshness>("freshness", freshness),
        };
    }

    /// <remarks>By name only: "1" is no availability, whatever Enum.Parse says.</remarks>
    public TEnum? Name<TEnum>(string field, string? text) where TEnum : struct, Enum
    {
        if (text is null)
        {
            return null;
        }
        if (Array.Find(Enum.GetNames<TEnum>(), name => name == text) is { } found)
        {
            return Enum.Parse<TEnum>(found);
        }
        Refuse(field, text, $"one of {string.Join(", ", Enum.GetNames<TEnum>())}");
        return null;
    }
}
