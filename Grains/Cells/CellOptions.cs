using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Cells;

/// <summary>How cells are cut and how often they speak. Section <c>Gad:Cells</c>.</summary>
public sealed class CellOptions
{
    public const string Section = "Gad:Cells";

    /// <summary>
    /// Level of the cells that hold single efectivos. Default 12 (9.8 km at the equator, 8 km in Buenos Aires): a city view is a few dozen
    /// of them, and most nearest questions are answered by one. Part of the cluster's agreement: the same in every process.
    /// </summary>
    [Range(11, 16)]
    public int LiveLevel { get; set; } = 12;

    /// <summary>Least time between two batches of a cell, milliseconds. Default 200: the mission's position-to-screen limit.</summary>
    [Range(20, 5_000)]
    public int TickMs { get; set; } = 200;

    /// <summary>How long the first change after a quiet time waits for company, milliseconds. Default 20.</summary>
    [Range(0, 1_000)]
    public int GatherMs { get; set; } = 20;

    /// <summary>Seconds after which a watch that was not renewed ends. Default 45: three missed renewals.</summary>
    [Range(5, 600)]
    public int WatchExpiryS { get; set; } = 45;

    /// <summary>Seconds between signs of life to the coarser cell. Default 30.</summary>
    [Range(1, 600)]
    public int FeedPeriodS { get; set; } = 30;

    /// <summary>
    /// Seconds in which a cell asks each member once whether it is still there. Default 3,600: 28 questions a second for 100,000 efectivos, and a
    /// silent one may still go idle between two of them. After a silo's death the silent ones are asked at once.
    /// </summary>
    [Range(30, 86_400)]
    public int AskEveryS { get; set; } = 3_600;

    /// <summary>Gateways that may watch one cell. Default 256.</summary>
    [Range(1, 10_000)]
    public int WatchersMax { get; set; } = 256;

    /// <summary>How long a cell remembers that a member left, seconds, so that a late message does not bring a ghost back. Default 60.</summary>
    [Range(1, 3_600)]
    public int DepartureMemoryS { get; set; } = 60;
}
