using System.Collections.Concurrent;
using GrupoGad.Efectivos;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Ingest.OsmAnd;

/// <summary>
/// Fixes that no further try would mend. A phone keeps a refused fix at the head of its queue and sends it again every half minute, and the good ones
/// behind it never leave. The phone receives the refusal twice, and from the third time on the answer that it need not send it again. A fix ahead of our
/// clock mends itself.
/// </summary>
internal sealed class GivenUp
{
    public const int TriesMax = 3;

    /// <summary>Fixes remembered. Beyond that all are forgotten, and each is refused twice more.</summary>
    private const int RememberedMax = 10_000;

    private readonly ConcurrentDictionary<(string Efectivo, long Seconds, int Nanos), int> _tries = new();

    /// <summary>Counts this try.</summary>
    public bool Is(Wire.Refusal refusal, Wire.PositionReport report)
    {
        if ((ReportOutcome)refusal.Outcome is not (ReportOutcome.NullIsland or ReportOutcome.Implausible or ReportOutcome.Stale))
        {
            return false;
        }
        if (_tries.Count >= RememberedMax)
        {
            _tries.Clear();
        }
        return _tries.AddOrUpdate((report.EfectivoId, report.DeviceTime.Seconds, report.DeviceTime.Nanos), 1, (_, tries) => Math.Min(tries + 1, TriesMax)) >= TriesMax;
    }
}
