using GrupoGad.Efectivos;
using GrupoGad.Tracks;

namespace GrupoGad.Benchmarks.Nearest;

/// <summary>Ports that keep nothing: this bench measures searching among moving efectivos, not storing.</summary>
public sealed class Unstored : ITrackJournal, ILastPositions
{
    public bool Degraded => false;

    public ValueTask<JournalOutcome> Append(PositionReport report) => ValueTask.FromResult(JournalOutcome.Written);

    public ValueTask<PositionReport?> Read(string efectivoId, CancellationToken cancellation) => ValueTask.FromResult<PositionReport?>(null);
}
