namespace GrupoGad.Silo.PostGis.Archive;

/// <summary>A table partitioned by time whose old partitions go to the archive.</summary>
/// <param name="Order">Order of the rows of a file, so that the same rows give the same file.</param>
internal sealed record ArchiveFamily(string Parent, string Order, int OnlineDays)
{
    /// <summary>A table that an older installation does not have yet counts as one without partitions.</summary>
    public static IReadOnlyList<ArchiveFamily> All(ArchiveOptions options) =>
    [
        new("position_reports", "efectivo_id, device_time", options.PositionsOnlineDays),
        new("fence_events", "at, fence_id, efectivo_id, kind", options.FenceEventsOnlineDays),
    ];
}
