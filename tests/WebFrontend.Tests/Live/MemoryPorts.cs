using System.Collections.Concurrent;
using GrupoGad.Efectivos;
using GrupoGad.Storage;

namespace GrupoGad.WebFrontend.Tests.Live;

/// <summary>The silo's storage ports without storage: enough for grains to judge and cells to live.</summary>
internal sealed class MemoryPorts : ITrackJournal, ILastPositions
{
    private readonly ConcurrentDictionary<(string, DateTime), PositionReport> _written = new();

    public bool Degraded => false;

    public ValueTask<JournalOutcome> Append(PositionReport report)
    {
        var stored = _written.GetOrAdd((report.EfectivoId, report.Fix.DeviceTime), report);
        return ValueTask.FromResult(
            stored == report ? JournalOutcome.Written
            : stored.ReportId == report.ReportId ? JournalOutcome.AlreadyWritten
            : JournalOutcome.Conflict);
    }

    public ValueTask<PositionReport?> Read(string efectivoId, CancellationToken cancellation) => ValueTask.FromResult(
        _written.Values.Where(report => report.EfectivoId == efectivoId).OrderBy(report => report.Fix.DeviceTime)
            .Select(report => (PositionReport?)report).LastOrDefault());
}
