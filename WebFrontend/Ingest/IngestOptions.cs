using System.ComponentModel.DataAnnotations;
using GrupoGad.Ingest;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>How reports are gathered into grain calls. Section <c>Gad:Ingest</c>.</summary>
public sealed class IngestOptions
{
    public const string Section = "Gad:Ingest";

    /// <summary>
    /// How long the first report of a batch waits for others, milliseconds.
    /// 5: far below the delay that a person sees, enough to fill a batch under load.
    /// </summary>
    [Range(0, 1_000)]
    public int CollectMs { get; set; } = 5;

    /// <summary>With so many reports waiting a batch leaves at once. 500: a call of some 50 KB.</summary>
    [Range(1, IngestLimits.BatchMax)]
    public int CollectReports { get; set; } = 500;

    /// <summary>Grain calls of one lane at the same time. 4: a call waits some 60 ms for the journal; more would only queue in a silo that is behind.</summary>
    [Range(1, 1_024)]
    public int InFlightMax { get; set; } = 4;

    /// <summary>Lanes, each with a worker of its own, spread over silos. 8: more than a machine has cores for one front end.</summary>
    [Range(1, 1_024)]
    public int Lanes { get; set; } = 8;

    /// <summary>Reports waiting in this process; who brings more waits. 200,000: some 40 MB, seconds of a whole fleet.</summary>
    [Range(1, 10_000_000)]
    public int QueueMax { get; set; } = 200_000;

    /// <summary>
    /// Seconds, from its arrival on, after which a report is given back to its sender as unavailable, wherever it waits.
    /// 4, as at every endpoint. A device keeps the report and sends it again.
    /// A silo that is slow, not dead, gets no second copy of its work meanwhile; when one is lost, what is under way is sent again at once.
    /// </summary>
    [Range(1, 300)]
    public int GiveUpAfterS { get; set; } = 4;
}
