using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.WebFrontend.Live.Frames;

/// <summary>A move as the four to six small numbers of a row in <c>gad.v1.CellFrame.rows</c>.</summary>
/// <remarks>
/// A level-12 cell is 9.8 km wide at the equator, so one of its 16,384 steps is 0.6 m; a reader that takes the middle of the step is off
/// by 0.3 m an axis at most, less away from the equator. Times are exact to the second.
/// Many devices send no course or speed. Two flags beside the age say so, and unknown values take no room.
/// </remarks>
internal static class RowCodec
{
    /// <summary>Steps on one side of a cell.</summary>
    public const int Steps = 16_384;

    private const int FlagBits = 2;
    private const uint CourseFlag = 2;
    private const uint SpeedFlag = 1;

    /// <summary>Ages beyond this (17 years) are written as it, seconds: the flags need two of the number's 32 bits.</summary>
    private const int AgeMaxS = (1 << 29) - 1;

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
            (uint)slot, Step(x * cell.Side - cell.X), Step(y * cell.Side - cell.Y), (int)Math.Clamp(tickS - Seconds(fix.DeviceTime), -AgeMaxS, AgeMaxS),
            Course(fix.CourseDeg), Speed(fix.SpeedMps));
    }

    /// <summary>Appends the numbers of a row.</summary>
    public static void Write(WireBuffer numbers, in Row row)
    {
        var flags = (row.Course is null ? 0 : CourseFlag) | (row.Speed is null ? 0 : SpeedFlag);
        numbers.Varint(row.Slot);
        numbers.Varint(row.X);
        numbers.Varint(row.Y);
        numbers.Varint((uint)(row.AgeS << 1 ^ row.AgeS >> 31) << FlagBits | flags);
        if (row.Course is { } course)
        {
            numbers.Varint(course);
        }
        if (row.Speed is { } speed)
        {
            numbers.Varint(speed);
        }
    }

    /// <summary>Reads the row that begins at <paramref name="at"/>, and moves on to the next one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The numbers end within the row.</exception>
    public static Row Read(IReadOnlyList<uint> numbers, ref int at)
    {
        var (slot, x, y, aged) = (numbers[at], numbers[at + 1], numbers[at + 2], numbers[at + 3]);
        at += 4;
        uint? course = (aged & CourseFlag) == 0 ? null : numbers[at++];
        uint? speed = (aged & SpeedFlag) == 0 ? null : numbers[at++];
        var age = aged >> FlagBits;
        return new Row(slot, x, y, (int)(age >> 1) ^ -(int)(age & 1), course, speed);
    }

    public static GeoPoint Point(CellId cell, in Row row) => new(
        Mercator.Latitude((cell.Y + (row.Y + 0.5) / Steps) / cell.Side), Mercator.Longitude((cell.X + (row.X + 0.5) / Steps) / cell.Side));

    /// <summary>Seconds since 1970 of the fix.</summary>
    public static long DeviceTimeS(in Row row, long tickS) => tickS - row.AgeS;

    /// <summary>Degrees, null unknown.</summary>
    public static double? CourseDeg(in Row row) => row.Course * CourseStepDeg;

    /// <summary>Metres per second, null unknown.</summary>
    public static double? SpeedMps(in Row row) => row.Speed / SpeedStepsPerMps;

    /// <summary>Whole seconds since 1970, rounded down also before it.</summary>
    public static long Seconds(DateTime utc) => (long)Math.Floor((utc - DateTime.UnixEpoch).TotalSeconds);

    private static uint Step(double fraction) => (uint)Math.Clamp((int)Math.Floor(fraction * Steps), 0, Steps - 1);

    private static uint? Course(float? deg) =>
        deg is { } known && float.IsFinite(known) ? (uint)((int)Math.Round((known % 360 + 360) % 360 / CourseStepDeg) % CourseSteps) : null;

    private static uint? Speed(float? mps) => mps is >= 0 ? (uint)Math.Round(Math.Min(mps.Value, SpeedMaxMps) * SpeedStepsPerMps) : null;
}

/// <summary>The row of one slot, as in <c>live.proto</c>.</summary>
/// <param name="AgeS">Seconds before the frame's tick; negative when the device's clock is ahead.</param>
/// <param name="Course">Steps of 3°, null unknown.</param>
/// <param name="Speed">Steps of 0.5 m/s, null unknown.</param>
internal readonly record struct Row(uint Slot, uint X, uint Y, int AgeS, uint? Course, uint? Speed);
