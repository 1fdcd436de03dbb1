using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis.Archive;

/// <summary>
/// Time that positions and fence events stay in the database, and the directory of the archive. Section <c>Gad:Archive</c>. <c>Gad:Retention</c> limits both.
/// </summary>
public sealed class ArchiveOptions
{
    public const string Section = "Gad:Archive";

    /// <summary>Directory of the files, shared by all silos. Null turns archiving off, and partitions stay in the database.</summary>
    public string? Directory { get; set; }

    /// <summary>Days that positions stay online. Default 400, so that a year can be compared with the one before.</summary>
    [Range(30, 1_096)] public int PositionsOnlineDays { get; set; } = 400;

    /// <summary>Days that fence events stay online.</summary>
    [Range(30, 3_660)] public int FenceEventsOnlineDays { get; set; } = 800;

    /// <summary>Days that a restored partition stays online.</summary>
    [Range(1, 3_660)] public int RestoredForDays { get; set; } = 30;

    /// <summary>Partitions archived in one window at most.</summary>
    [Range(1, 1_000)] public int PartitionsMax { get; set; } = 32;
}
