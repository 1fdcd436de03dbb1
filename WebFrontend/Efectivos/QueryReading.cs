using System.Globalization;
using GrupoGad.Cells;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Hosting;

namespace GrupoGad.WebFrontend.Efectivos;

/// <summary>Reads the query parameters of one request and remembers the first that is wrong.</summary>
internal sealed class QueryReading
{
    private const int SkillLengthMax = 100;

    public Violation? Violation { get; private set; }

    public void Refuse(string field, string? value, string rule) => Violation ??= new Violation(field, value, rule);

    public double Number(string field, string? text, double min, double max)
    {
        // NaN fails both comparisons.
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }
        Refuse(field, text, max == double.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"a number, at least {min}")
            : string.Create(CultureInfo.InvariantCulture, $"a number, {min}..{max}"));
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
        Refuse(field, text, string.Create(CultureInfo.InvariantCulture, $"a whole number, {min}..{max}"));
        return otherwise;
    }

    public DateTime Time(string field, string? text, DateTime otherwise)
    {
        if (text is null)
        {
            return otherwise;
        }
        if (UtcTimeJson.TryParse(text, out var utc))
        {
            return utc;
        }
        Refuse(field, text, UtcTimeJson.Rule);
        return otherwise;
    }

    /// <summary>West, south, east and north in degrees; a west greater than the east crosses the antimeridian.</summary>
    public GeoBounds Bounds(string field, string? text, string rule)
    {
        if (text?.Split(',') is not [var west, var south, var east, var north])
        {
            Refuse(field, text, rule);
            return default;
        }
        var bounds = new GeoBounds(Number(field, south, -90, 90), Number(field, west, -180, 180), Number(field, north, -90, 90), Number(field, east, -180, 180));
        if (!bounds.IsValid)
        {
            Refuse(field, text, "south not above north");
        }
        return bounds;
    }

    /// <summary>Null is empty.</summary>
    public string Text(string field, string? text, int max)
    {
        if (text?.Length > max)
        {
            Refuse(field, text, $"at most {max} characters");
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
        if (skill is { Length: 0 or > SkillLengthMax })
        {
            Refuse("skill", skill, $"1-{SkillLengthMax} characters");
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
