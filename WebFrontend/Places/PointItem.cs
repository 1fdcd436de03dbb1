using System.Collections.Immutable;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.Texts;

namespace GrupoGad.WebFrontend.Places;

/// <summary>A place on the ground as REST writes it, WGS84 degrees.</summary>
/// <param name="Latitude">-90..90.</param>
/// <param name="Longitude">-180..180.</param>
public sealed record PointItem(double? Latitude, double? Longitude)
{
    public const string Rule = "latitude -90..90 and longitude -180..180";

    public GeoPoint ToPoint() => new(Latitude ?? double.NaN, Longitude ?? double.NaN);

    public static PointItem Of(GeoPoint point) => new(point.Latitude, point.Longitude);

    public static PointItem? Of(GeoPoint? point) => point is { } known ? Of(known) : null;

    public static PointItem[] Of(ImmutableArray<GeoPoint> points) => [.. points.Select(Of)];
}

/// <summary>Reads the parts of one body and remembers the first that is wrong.</summary>
internal class BodyReading : FirstRefusal
{
    public const int AreaMin = 3;
    public const int AreaMax = 1_000;

    /// <summary>The value, when it is there.</summary>
    public T Need<T>(string field, T? value, string rule) where T : struct
    {
        if (value is null)
        {
            Refuse(new Refusal(field, null, rule) { Code = RefusalCodes.Missing });
        }
        return value ?? default;
    }

    /// <summary>One name of an enum; JSON has refused all others already.</summary>
    public TEnum Choice<TEnum>(string field, TEnum? value) where TEnum : struct, Enum =>
        Need(field, value, $"one of {string.Join(", ", Enum.GetNames<TEnum>())}");

    /// <summary>Text within a length; null is empty.</summary>
    public string Text(string field, string? text, int min, int max)
    {
        if (!TextLength.IsWithin((text ?? "").Trim(), min, int.MaxValue / 2) || TextLength.Exceeds(text, max))
        {
            var refusal = new Refusal(field, text, TextLength.Rule(min == 0 ? $"at most {max} characters" : $"{min}-{max} characters", text));
            Refuse(refusal.Limited(RefusalCodes.WrongLength, min, max));
        }
        return text ?? "";
    }

    /// <summary>A code or name in one line; null is empty.</summary>
    public string Line(string field, string? text, int min, int max)
    {
        if (text?.Any(char.IsControl) == true)
        {
            Refuse(field, text, $"{min}-{max} characters, none of them a control character");
        }
        return Text(field, text, min, max);
    }

    public GeoPoint? Point(string field, PointItem? item)
    {
        if (item is null)
        {
            return null;
        }
        var point = item.ToPoint();
        if (!point.IsValid)
        {
            Refuse(field, $"{item.Latitude},{item.Longitude}", PointItem.Rule);
        }
        return point;
    }

    /// <summary>A ring of corners, not closed; null or empty: none.</summary>
    public ImmutableArray<GeoPoint> Ring(string field, IReadOnlyList<PointItem?>? items)
    {
        if (items is null or { Count: 0 })
        {
            return [];
        }
        if (items.Count is < AreaMin or > AreaMax)
        {
            Refuse(new Refusal(field, $"{items.Count} corners", $"{AreaMin}-{AreaMax} corners").Limited(RefusalCodes.OutOfRange, AreaMin, AreaMax));
            return [];
        }
        var points = ImmutableArray.CreateBuilder<GeoPoint>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is null)
            {
                Refuse($"{field}[{i}]", null, PointItem.Rule);
            }
            points.Add(Point($"{field}[{i}]", items[i]) ?? default);
        }
        return points.MoveToImmutable();
    }
}
