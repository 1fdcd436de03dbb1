using System.Collections.Concurrent;
using GrupoGad.Efectivos;
using GrupoGad.Tracks;

namespace GrupoGad.WebFrontend.Tests.Live;

/// <summary>The silo's storage ports without storage: enough for grains to judge and cells to live.</summary>
internal sealed class MemoryPorts : ITrackJournal, ILastPositions
{
    private readonly ConcurrentDictionary<(string, DateTime), PositionReport> _written = new();

    public bool Degraded => false;

    /// <summary>Reports of these efectivos are not stored before this ends.</summary>
    public static ConcurrentDictionary<string, Task> Held { get; } = new();

    public async ValueTask<JournalOutcome> Append(PositionReport report)
    {
        await Held.GetValueOrDefault(report.EfectivoId, Task.CompletedTask);
        var stored = _written.GetOrAdd((report.EfectivoId, report.Fix.DeviceTime), report);
        return stored == report ? JournalOutcome.Written
            : stored.ReportId == report.ReportId ? JournalOutcome.AlreadyWritten
            : JournalOutcome.Conflict;
    }

    public ValueTask<PositionReport?> Read(string efectivoId, CancellationToken cancellation) => ValueTask.FromResult(
        _written.Values.Where(report => report.EfectivoId == efectivoId).OrderBy(report => report.Fix.DeviceTime)
            .Select(report => (PositionReport?)report).LastOrDefault());
}
