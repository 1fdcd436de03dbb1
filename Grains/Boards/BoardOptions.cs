using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Boards;

/// <summary>How much a board shows and how often it speaks. Section <c>Gad:Boards</c>.</summary>
public sealed class BoardOptions
{
    public const string Section = "Gad:Boards";

    /// <summary>Least time between two batches, milliseconds. Default 200: as often as the map speaks.</summary>
    [Range(20, 5_000)]
    public int TickMs { get; set; } = 200;

    /// <summary>How long the first change after a quiet time waits for company, milliseconds. Default 20: a panic is not kept waiting.</summary>
    [Range(0, 1_000)]
    public int GatherMs { get; set; } = 20;

    /// <summary>
    /// Seconds that a finished item stays on the board after its last change. Default 600: a shift that looks up from the map still sees its end.
    /// </summary>
    [Range(1, 86_400)]
    public int KeepClosedS { get; set; } = 600;

    /// <summary>
    /// Items that one shard shows. Default 2,000: a snapshot of all eight is some megabytes. Beyond it finished items go first, open alarms last.
    /// </summary>
    [Range(10, 100_000)]
    public int ItemsMax { get; set; } = 2_000;

    /// <summary>Seconds after which a watch that was not renewed ends. Default 45: three missed renewals.</summary>
    [Range(5, 600)]
    public int WatchExpiryS { get; set; } = 45;

    /// <summary>Gateways that may watch one shard. Default 256.</summary>
    [Range(1, 10_000)]
    public int WatchersMax { get; set; } = 256;

    /// <summary>Seconds between looks for what has expired. Default 5.</summary>
    [Range(1, 600)]
    public int UpkeepS { get; set; } = 5;
}
