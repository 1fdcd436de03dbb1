using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.Silo.Tests;

/// <summary>Position reports for tests.</summary>
internal static class Reports
{
    public static readonly DateTime Noon = new(2026, 3, 14, 12, 0, 0, DateTimeKind.Utc);

    private static long _lastId;

    /// <summary>Whole milliseconds, as positions have them.</summary>
    public static DateTime Now => DateTime.UtcNow is var now ? new DateTime(now.Ticks - now.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc) : default;

    public static PositionReport Of(string efectivo, DateTime time, long? id = null, double latitude = -34.6, double longitude = -58.4) => new()
    {
        EfectivoId = efectivo,
        ReportId = id ?? Interlocked.Increment(ref _lastId),
        ReceivedTime = time.AddSeconds(1),
        Source = ReportSource.OsmAnd,
        Fix = new Fix { Point = new GeoPoint(latitude, longitude), DeviceTime = time, AccuracyM = 7.5f, SpeedMps = 0, Battery = 0.25f },
    };

    /// <summary>Polls until it holds; fails with what was waited for.</summary>
    /// <param name="otherwise">What it is instead.</param>
    /// <param name="seconds">Only a failure takes as long: on a busy machine everything takes ten times its time.</param>
    public static Task Until(string what, Func<Task<bool>> holds, Func<string>? otherwise = null, int seconds = 90) =>
        GrupoGad.Tests.Until.True(holds, what, seconds, otherwise is null ? null : () => Task.FromResult(otherwise()));

    /// <summary>Asks until the answer is as it should be, and gives it.</summary>
    public static async Task<T> Until<T>(string what, Func<Task<T>> ask, Func<T, bool> holds)
    {
        var answer = default(T)!;
        await Until(what, async () => holds(answer = await ask()));
        return answer;
    }
}
