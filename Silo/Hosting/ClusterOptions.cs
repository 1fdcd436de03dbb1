using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.Hosting;

/// <summary>Endpoints of a silo and how fast a dead one is found. Section <c>Gad:Cluster</c>.</summary>
public sealed class ClusterOptions
{
    public const string Section = "Gad:Cluster";

    [Required]
    public string ClusterId { get; set; } = "gad";

    [Required]
    public string ServiceId { get; set; } = "gad";

    /// <summary>Silo to silo.</summary>
    [Range(1, 65_535)]
    public int SiloPort { get; set; } = 11_111;

    /// <summary>Front end to silo.</summary>
    [Range(1, 65_535)]
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>Address the others reach this silo at. Default: <c>Gad:Bind</c>; needed when that is every address of the machine.</summary>
    public string? AdvertisedAddress { get; set; }

    /// <summary>Seconds between probes of a neighbour. Default 1.</summary>
    [Range(1, 60)]
    public int ProbeTimeoutS { get; set; } = 1;

    /// <summary>
    /// Missed probes after which a neighbour votes a silo dead, whether it was killed or hangs: with the defaults after three seconds without a message of it.
    /// Less evicts silos for a long collection or on a machine that is short of processors; more leaves calls to a hanging silo waiting.
    /// </summary>
    [Range(1, 10)]
    public int MissedProbesMax { get; set; } = 3;

    /// <summary>
    /// Milliseconds that a starting silo waits at a table without any silo before it begins a cluster of its own. Default 2,500: if the table was lost,
    /// those who live have written it again by then.
    /// </summary>
    [Range(0, 60_000)]
    public int JoinEmptyAfterMs { get; set; } = 2_500;
}
