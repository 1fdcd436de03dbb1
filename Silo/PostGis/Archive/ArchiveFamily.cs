namespace GrupoGad.Silo.PostGis.Archive;

/// <summary>A table partitioned by time whose old partitions go to the archive.</summary>
/// <param name="Order">Rows of a file are in this order: the same rows give the same file.</param>
internal sealed record ArchiveFamily(string Parent, string Order, int OnlineDays)
{
    /// <summary>Those whose table is not there, in an installation that is not so far yet, have no partitions.</summary>
    public static IReadOnlyList<ArchiveFamily> All(ArchiveOptions options) =>
    [
        new("position_reports", "efectivo_id, device_time", options.PositionsOnlineDays),
        new("fence_events", "at, fence_id, efectivo_id, kind", options.FenceEventsOnlineDays),
    ];
}
