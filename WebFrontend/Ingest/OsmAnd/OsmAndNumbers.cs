using System.Globalization;
using GrupoGad.WebFrontend.Hosting;

namespace GrupoGad.WebFrontend.Ingest.OsmAnd;

/// <summary>Reads the numbers of one message and remembers the first that is none.</summary>
internal sealed class OsmAndNumbers
{
    public Violation? Violation { get; private set; }

    /// <summary>NaN when it is missing or no number.</summary>
    public double Required(string field, string? text)
    {
        if (text is null)
        {
            Violation ??= new Violation(field, null, "present");
        }
        return Optional(field, text) ?? double.NaN;
    }

    public double? Optional(string field, string? text)
    {
        if (text is null)
        {
            return null;
        }
        if (double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }
        Violation ??= new Violation(field, text, "a number");
        return null;
    }

    /// <summary>As these apps write it: a negative number is an unknown one.</summary>
    public double? Known(string field, string? text) => Optional(field, text) is { } number && !(number < 0) ? number : null;

    /// <param name="zeroIsUnknown">No receiver is accurate to 0 m: apps send it when they do not know.</param>
    public static void Set(double? value, Action<float> set, bool zeroIsUnknown = false)
    {
        if (value is { } known && !(known < 0) && !(zeroIsUnknown && known == 0))
        {
            set((float)known);
        }
    }
}
