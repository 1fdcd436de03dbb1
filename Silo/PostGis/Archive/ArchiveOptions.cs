using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis.Archive;

/// <summary>How long positions and fence events stay in the database, and where they go then. Section <c>Gad:Archive</c>; how long all is kept is <c>Gad:Retention</c>.</summary>
public sealed class ArchiveOptions
{
    public const string Section = "Gad:Archive";

    /// <summary>Where files are kept; all silos must see the same. Null: nothing is archived, and nothing is taken out.</summary>
    public string? Directory { get; set; }

    /// <summary>Days that positions stay online. Default 400: a year can be compared with the one before.</summary>
    [Range(30, 1_096)] public int PositionsOnlineDays { get; set; } = 400;

    /// <summary>Days that fence events stay online.</summary>
    [Range(30, 3_660)] public int FenceEventsOnlineDays { get; set; } = 800;

    /// <summary>Days that a restored partition stays, from its restoring on.</summary>
    [Range(1, 3_660)] public int RestoredForDays { get; set; } = 30;

    /// <summary>Partitions archived in one window at most.</summary>
    [Range(1, 1_000)] public int PartitionsMax { get; set; } = 32;
}
