using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.WebFrontend.Live.Frames;

/// <summary>A move as the six small numbers of a row in <c>gad.v1.CellFrame.rows</c>.</summary>
/// <remarks>
/// A level-12 cell is 9.8 km wide at the equator, so one of its 16,384 steps is 0.6 m; a reader that takes the middle of the step is off
/// by 0.3 m an axis at most, less away from the equator. Times are exact to the second.
/// </remarks>
internal static class RowCodec
{
    /// <summary>Steps on one side of a cell.</summary>
    public const int Steps = 16_384;

    /// <summary>Numbers in a row.</summary>
    public const int Width = 6;

    private const double CourseStepDeg = 3;
    private const int CourseSteps = 120;
    private const double SpeedStepsPerMps = 2;

    /// <summary>Faster is written as this: 10,000 m/s, beyond anything a report may say.</summary>
    private const double SpeedMaxMps = 10_000;

    /// <param name="cell">The cell that holds the fix; a fix outside it is written at its edge.</param>
    /// <param name="tickS">The frame's instant, whole seconds since 1970.</param>
    public static Row Encode(CellId cell, int slot, in Fix fix, long tickS)
    {
        var (x, y) = Mercator.Fraction(fix.Point);
        return new Row(
            (uint)slot, Step(x * cell.Side - cell.X), Step(y * cell.Side - cell.Y), ZigZag(tickS - Seconds(fix.DeviceTime)),
            Course(fix.CourseDeg), Speed(fix.SpeedMps));
    }

    public static GeoPoint Point(CellId cell, in Row row) => new(
        Mercator.Latitude((cell.Y + (row.Y + 0.5) / Steps) / cell.Side), Mercator.Longitude((cell.X + (row.X + 0.5) / Steps) / cell.Side));

    /// <summary>Seconds since 1970 of the fix.</summary>
    public static long DeviceTimeS(in Row row, long tickS) => tickS - (int)(row.Age >> 1 ^ (uint)-(int)(row.Age & 1));

    /// <summary>Degrees, null unknown.</summary>
    public static double? CourseDeg(in Row row) => row.Course == 0 ? null : (row.Course - 1) * CourseStepDeg;

    /// <summary>Metres per second, null unknown.</summary>
    public static double? SpeedMps(in Row row) => row.Speed == 0 ? null : (row.Speed - 1) / SpeedStepsPerMps;

    /// <summary>Whole seconds since 1970, rounded down also before it.</summary>
    public static long Seconds(DateTime utc) => (long)Math.Floor((utc - DateTime.UnixEpoch).TotalSeconds);

    private static uint Step(double fraction) => (uint)Math.Clamp((int)Math.Floor(fraction * Steps), 0, Steps - 1);

    private static uint ZigZag(long ageS)
    {
        var age = (int)Math.Clamp(ageS, int.MinValue, int.MaxValue);
        return (uint)(age << 1 ^ age >> 31);
    }

    private static uint Course(float? deg) =>
        deg is { } known && float.IsFinite(known) ? 1 + (uint)((int)Math.Round((known % 360 + 360) % 360 / CourseStepDeg) % CourseSteps) : 0;

    private static uint Speed(float? mps) => mps is >= 0 ? 1 + (uint)Math.Round(Math.Min(mps.Value, SpeedMaxMps) * SpeedStepsPerMps) : 0;
}

/// <summary>The row of one slot, as in <c>live.proto</c>.</summary>
internal readonly record struct Row(uint Slot, uint X, uint Y, uint Age, uint Course, uint Speed);
