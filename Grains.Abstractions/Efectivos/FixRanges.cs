using System.Globalization;

namespace GrupoGad.Efectivos;

/// <summary>Ranges of the numbers of a fix. Endpoints leave out an optional number beyond its range; grains refuse the report.</summary>
public static class FixRanges
{
    public static readonly NumberRange Latitude = new(-90, 90);
    public static readonly NumberRange Longitude = new(-180, 180);
    public static readonly NumberRange AccuracyM = new(0, float.MaxValue);
    public static readonly NumberRange SpeedMps = new(0, float.MaxValue);
    public static readonly NumberRange CourseDeg = new(0, 360);
    public static readonly NumberRange AltitudeM = new(-20_000, 100_000);
    public static readonly NumberRange Battery = new(0, 1);
}

/// <param name="Min">The least that is allowed.</param>
/// <param name="Max">The greatest; <see cref="float.MaxValue"/>: no limit but that it is finite.</param>
public readonly record struct NumberRange(double Min, double Max)
{
    public string Rule => Max == float.MaxValue
        ? string.Create(CultureInfo.InvariantCulture, $"a finite number, at least {Min}")
        : string.Create(CultureInfo.InvariantCulture, $"a finite number, {Min}..{Max}");

    /// <remarks>NaN fails both comparisons.</remarks>
    public bool Holds(double value) => value >= Min && value <= Max;
}
