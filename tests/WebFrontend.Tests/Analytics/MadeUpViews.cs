using GrupoGad.Analytics;
using GrupoGad.Geo;
using GrupoGad.Operations;

namespace GrupoGad.WebFrontend.Tests.Analytics;

/// <summary>One row of each view, counted a quarter of an hour ago; what was asked for comes back in the numbers.</summary>
internal sealed class MadeUpViews : IAnalyticsViews
{
    public static readonly CellId Cell = CellId.FromPoint(new GeoPoint(-34.6, -58.4), AnalyticsLimits.CellLevel);

    private static DateTime AsOf => DateTime.UtcNow.AddMinutes(-15);

    public ValueTask<Coverage> Coverage(CoverageQuery query, CancellationToken cancellation) => new(new Coverage
    {
        AsOf = AsOf,
        Cells = [new CoveredCell { Cell = Cell, Fixes = query.Limit, EfectivosMax = query.Bounds is null ? 1 : 2, CoveredMinutes = (int)(query.To - query.From).TotalMinutes }],
    });

    public ValueTask<Durations> Durations(CancellationToken cancellation) => new(new Durations
    {
        AsOf = AsOf,
        Rows =
        [
            Row(OperationType.Patrol, OperationPriority.Low, 1, 2, 3, 4, 5, 6), Row(OperationType.Patrol, OperationPriority.High), Row(OperationType.Emergency, OperationPriority.High),
        ],
    });

    // Not counted yet.
    public ValueTask<HotZones> HotZones(HotZonesQuery query, CancellationToken cancellation) => new(query.Limit == 7
        ? new HotZones { Zones = [] }
        : new HotZones { AsOf = AsOf, Zones = [new HotZone { Cell = Cell, Operations = 3, Urgent = 1, Alarms = 2, Score = 20, LastAt = AsOf }] });

    private static DurationRow Row(OperationType type, OperationPriority priority, params double[] worked) => new()
    {
        Type = type, Priority = priority, Completed = worked.Length == 0 ? 0 : 9, Cancelled = 1, Late = 0, WorkedS = [.. worked], TotalS = 0, PausedS = 0,
    };
}
