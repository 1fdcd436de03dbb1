using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis;

/// <summary>How a silo uses the PostGIS server. Section <c>Gad:PostGis</c>; the address is <c>ConnectionStrings:PostGis</c>.</summary>
public sealed class PostGisOptions : IValidatableObject
{
    public const string Section = "Gad:PostGis";

    /// <summary>Connections of all pools of one silo together: two silos must fit below PostgreSQL's default of 100, some of them kept for people.</summary>
    public const int PoolsMax = 45;

    /// <summary>
    /// Connections of the journal: its lanes, the last positions, the catch-up, partitions. Default 6: more than two were never leased at once with one lane.
    /// </summary>
    [Range(4, PoolsMax)] public int JournalPoolMax { get; set; } = 6;

    /// <summary>Connections of the command ledger: one a lane and one for large entries, and room while a commit that hung is given up.</summary>
    [Range(2, PoolsMax)] public int LedgerPoolMax { get; set; } = 5;

    /// <summary>
    /// Connections of history, search and roster reads. Default 9: of seven, all were leased as soon as more than seven asked, and used to 0.86.
    /// </summary>
    [Range(2, PoolsMax)] public int ReadPoolMax { get; set; } = 9;

    /// <summary>Connections of counting and of reads over many days: few, so that however slow they are, the server has room for the rest.</summary>
    [Range(2, PoolsMax)] public int AnalyticsPoolMax { get; set; } = 3;

    /// <summary>Connections that read the state of grains that come to life.</summary>
    [Range(1, PoolsMax)] public int StatePoolMax { get; set; } = 12;

    /// <summary>Connections that write grain states and recommendations: one for each commit beside others, and room while one that hung is given up.</summary>
    [Range(1, PoolsMax)] public int StateWritePoolMax { get; set; } = 6;

    /// <summary>Connections of the reminders: set once an operation, read every few minutes.</summary>
    [Range(1, PoolsMax)] public int ReminderPoolMax { get; set; } = 2;

    /// <summary>Seconds to open a connection. Short: during an outage the answer must be quick, and the server is near.</summary>
    [Range(1, 30)] public int ConnectTimeoutS { get; set; } = 3;

    /// <summary>Seconds a statement may take. Less than the 30 s of a grain call, so that the caller learns the reason.</summary>
    [Range(1, 25)] public int CommandTimeoutS { get; set; } = 10;

    /// <summary>Seconds a statement over many days may take.</summary>
    [Range(1, 28)] public int AnalyticsTimeoutS { get; set; } = 25;

    /// <summary>How long a starting silo waits for a server that is not there yet.</summary>
    [Range(1, 3600)] public int StartWithinS { get; set; } = 120;

    private static readonly string[] Pools =
    [
        nameof(JournalPoolMax), nameof(LedgerPoolMax), nameof(ReadPoolMax), nameof(AnalyticsPoolMax), nameof(StatePoolMax), nameof(StateWritePoolMax),
        nameof(ReminderPoolMax),
    ];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (JournalPoolMax + LedgerPoolMax + ReadPoolMax + AnalyticsPoolMax + StatePoolMax + StateWritePoolMax + ReminderPoolMax > PoolsMax)
        {
            yield return new ValidationResult(
                $"{nameof(PostGisOptions)}: {string.Join(" + ", Pools)} must be at most {PoolsMax}.");
        }
    }
}
