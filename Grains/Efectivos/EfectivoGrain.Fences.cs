using GrupoGad.Fences;
using GrupoGad.Tracks;

namespace GrupoGad.Efectivos;

/// <remarks>
/// It is judged here, and not in its cell, because this grain sees all its fixes in their order wherever it goes: nothing is handed over when it moves
/// to another cell or silo, so nothing can get lost or be seen twice on the way.
/// </remarks>
public sealed partial class EfectivoGrain : IFencedEfectivoGrain
{
    /// <summary>Null as long as there are no fences.</summary>
    private FenceTracker? _fences;

    public async ValueTask Rejudge(long revision, CancellationToken cancellation)
    {
        await _with.Fences.Keeper.CatchUp(revision, cancellation);
        await TellFences(FenceCause.FenceChanged);
    }

    /// <summary>Begins at the stored standing. Nothing is read while there are no fences.</summary>
    private async ValueTask StandAmongFences(PositionReport last, CancellationToken cancellation)
    {
        if (_with.Fences.Map.Count > 0)
        {
            await Fences.Restore(last, Subject(), cancellation);
        }
    }

    private FenceTracker Fences => _fences ??= new FenceTracker(_with.Fences, Id);

    private FenceSubject Subject() => _subject is { } known && known.Profile == _stored.Value.Profile && known.Availability == _stored.Value.Availability
        ? known
        : _subject = new FenceSubject(Id, _stored.Value.Profile!, _stored.Value.Availability);

    private FenceSubject? _subject;

    private FenceSequencer.Finding? AtFences(in Fix? before, in Fix fix) =>
        _with.Fences.Map.Count == 0 && _fences is null or { IsIdle: true } ? null : Fences.Judge(before, fix, Subject());

    private void ExpectAtFences(in Fix old)
    {
        if (_with.Fences.Map.Count > 0)
        {
            Fences.Expect(old);
        }
    }

    /// <summary>Ends the wait for a fix that the journal did not take.</summary>
    /// <returns>False, for a filter.</returns>
    private bool NotStored(in Fix fix, FenceSequencer.Finding? found)
    {
        found?.IsHeld = true;
        ForgetAtFences(fix);
        return false;
    }

    private void ForgetAtFences(in Fix old)
    {
        if (_live is { } live)
        {
            _fences?.Forget(old, live.Report.Fix, Subject());
        }
    }

    private Task Stored(FenceSequencer.Finding? found) => _fences is null ? Task.CompletedTask : _fences.Stored(found);

    private async Task StoredLate(Fix old, JournalOutcome written)
    {
        if (_fences is null || _live is not { } live)
        {
            return;
        }
        if (_with.Fences.Map.Count == 0 || written == JournalOutcome.AlreadyWritten && _fences.Knows(old))
        {
            ForgetAtFences(old);
            return;
        }
        await _fences.Ripen(old, live.Report.Fix, Subject());
    }

    /// <summary>It, or a fence around it, changed: looks again where it stands.</summary>
    private async ValueTask TellFences(FenceCause cause = FenceCause.SubjectChanged)
    {
        if (_live is { } live && _stored.Value.Profile is not null && (_with.Fences.Map.Count > 0 || _fences is { IsIdle: false }))
        {
            await Fences.Rejudge(live.Report.Fix, Subject(), cause);
        }
    }
}
