using System.Collections.Immutable;
using GrupoGad.History;

namespace GrupoGad.WebFrontend.History;

/// <summary>Moves as rows of numbers: a minute of a thousand efectivos is some thousands of them.</summary>
/// <param name="Columns">The meaning of each number of a row. A row ends after latitude when that is null: the efectivo left the area.</param>
/// <param name="Rows">In order of time.</param>
internal sealed record MovesResource(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<double?>> Rows)
{
    /// <summary>
    /// Milliseconds after from; place in the list of efectivos; degrees; the device's time in milliseconds after from (mostly negative);
    /// then values that may be unknown.
    /// </summary>
    private static readonly string[] _columns =
        ["atMs", "efectivo", "latitude", "longitude", "deviceMs", "speedMps", "courseDeg", "accuracyM", "altitudeM", "battery"];

    public static MovesResource Of(ImmutableArray<PastMove> moves, DateTime from) => new(_columns, [.. moves.Select(move => Row(move, from))]);

    public static double Ms(DateTime time, DateTime from) => (time - from).TotalMilliseconds;

    private static double?[] Row(in PastMove move, DateTime from) => move.Fix is not { } fix
        ? [Ms(move.At, from), move.Actor, null]
        :
        [
            Ms(move.At, from), move.Actor, fix.Point.Latitude, fix.Point.Longitude, Ms(fix.DeviceTime, from),
            fix.SpeedMps, fix.CourseDeg, fix.AccuracyM, fix.AltitudeM, fix.Battery,
        ];
}
