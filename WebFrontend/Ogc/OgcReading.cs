using System.Globalization;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Times;

namespace GrupoGad.WebFrontend.Ogc;

/// <summary>Reads the parameters as the standard defines them (OGC 17-069r4, 7.15). A parameter that it does not define is refused, as it asks.</summary>
internal static class OgcReading
{
    public const int LimitDefault = 100;
    public const int LimitMax = 5_000;

    /// <summary>Many clients say with every question that they want JSON.</summary>
    public const string Format = "f";

    private const int OffsetMax = 100_000;
    private const string Open = "..";

    /// <param name="known">Parameters of this address.</param>
    public static (OgcQuestion Question, string Cursor, Refusal? Refusal) Read(IQueryCollection query, IReadOnlyCollection<string> known, IOgcCollection collection)
    {
        var reading = new QueryReading();
        Strangers(reading, query, known);
        var (from, to) = Interval(reading, query["datetime"]);
        var question = new OgcQuestion(Bounds(reading, query["bbox"]), from, to, Limit(reading, query["limit"]), reading.Whole("offset", query["offset"], 0, OffsetMax, 0));
        var cursor = query["cursor"].ToString();
        if (query.ContainsKey("cursor") && !collection.IsCursor(cursor, question))
        {
            reading.Refuse("cursor", cursor, "as in the next link of the page before");
        }
        return (question, cursor, reading.Refusal);
    }

    /// <summary>Of an address that takes no parameters but the format.</summary>
    public static Refusal? Strangers(IQueryCollection query)
    {
        var reading = new QueryReading();
        Strangers(reading, query, [Format]);
        return reading.Refusal;
    }

    private static void Strangers(QueryReading reading, IQueryCollection query, IReadOnlyCollection<string> known)
    {
        foreach (var (name, values) in query)
        {
            if (!known.Contains(name) || values.Count != 1)
            {
                reading.Refuse(name, values.ToString(), values.Count != 1 ? "given once" : $"one of {string.Join(", ", known)}");
            }
        }
        if (query[Format].ToString() is not ("" or "json" or "geojson") and var format)
        {
            reading.Refuse(Format, format, "json: there is nothing else");
        }
    }

    /// <summary>More than we give is no fault, however much more: less is given.</summary>
    private static int Limit(QueryReading reading, string? text) =>
        text?.TrimStart('0') is { Length: > 9 } large && !large.AsSpan().ContainsAnyExceptInRange('0', '9') ? LimitMax
        : Math.Min(reading.Whole("limit", text, 1, int.MaxValue, LimitDefault), LimitMax);

    /// <summary>Four numbers, or six with heights, which do not matter here.</summary>
    private static GeoBounds? Bounds(QueryReading reading, string? text)
    {
        if (text is null)
        {
            return null;
        }
        var numbers = text.Split(',');
        return numbers.Length == 6
            ? reading.Bounds(string.Join(',', numbers[0], numbers[1], numbers[3], numbers[4]))
            : reading.Bounds(text);
    }

    /// <summary>An instant, or two by a slash, of which one may be open.</summary>
    private static (DateTime? From, DateTime? To) Interval(QueryReading reading, string? text)
    {
        if (text is null)
        {
            return (null, null);
        }
        var ends = text.Split('/');
        var times = ends.Select(end => end is Open or "" ? (DateTime?)null : reading.Time("datetime", end, default)).ToArray();
        if (ends.Length > 2 || times.All(time => time is null) || (times.Length == 2 && times[0] > times[1]))
        {
            reading.Refuse("datetime", text, string.Create(CultureInfo.InvariantCulture, $"a time, or from/to where one may be '{Open}'; {InstantText.Rule}"));
        }
        return ends.Length == 1 ? (times[0], times[0]) : (times[0], times[1]);
    }
}
