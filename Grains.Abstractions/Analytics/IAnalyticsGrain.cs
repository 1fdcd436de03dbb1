namespace GrupoGad.Analytics;

/// <summary>Reads what is counted ahead of being asked. Stateless. Key: any.</summary>
/// <remarks>Every answer says as of when: it is as old as the last count, minutes, and nothing that happened since is in it.</remarks>
[Alias(Aliases.AnalyticsGrain)]
public interface IAnalyticsGrain : IGrainWithIntegerKey
{
    [ResponseTimeout("00:00:30"), Alias(nameof(Coverage))]
    ValueTask<Coverage> Coverage(CoverageQuery query, CancellationToken cancellation = default);

    [ResponseTimeout("00:00:30"), Alias(nameof(Durations))]
    ValueTask<Durations> Durations(CancellationToken cancellation = default);

    [ResponseTimeout("00:00:30"), Alias(nameof(HotZones))]
    ValueTask<HotZones> HotZones(HotZonesQuery query, CancellationToken cancellation = default);
}

public static class AnalyticsLimits
{
    /// <summary>Level of the cells in coverage and hot zones: 2.4 km at the equator, 1.9 km in 35° of latitude.</summary>
    public const byte CellLevel = 14;

    /// <summary>Cells in one answer, the most covered or hottest first.</summary>
    public const int CellsMax = 5_000;

    /// <summary>Days that coverage looks back.</summary>
    public const int CoverageDays = 7;
}
