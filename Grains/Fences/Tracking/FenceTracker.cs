using GrupoGad.Efectivos;

namespace GrupoGad.Fences;

/// <summary>
/// State of one efectivo at the fences, kept beside its live position. Judging waits for nothing; findings are published once the fix is stored.
/// </summary>
/// <remarks>Used by its efectivo's grain alone, one turn at a time.</remarks>
internal sealed partial class FenceTracker(FenceDependencies with, string efectivoId)
{
    private readonly FenceSequencer _line = new(with.Journal);
    private FenceTrackState _standing;

    /// <summary>Nothing has to be judged: there are no fences, and it is inside none.</summary>
    public bool IsIdle => with.Map.Count == 0 && _standing.Visits.IsEmpty;

    /// <summary>Judges the next live fix.</summary>
    /// <param name="before">The live fix until now.</param>
    /// <returns>Findings to publish when the fix is stored; null: none, as nearly always.</returns>
    public FenceSequencer.Finding? Judge(in Fix? before, in Fix fix, FenceSubject subject)
    {
        // A coarse fix was not judged: the last one that was is still where it stood.
        var known = _standing.Last == before || before?.IsCoarse() == true ? _standing : new FenceTrackState(before, _standing.Visits);
        var now = with.Now;
        var judged = FenceJudge.Judge(known, fix, now, subject, with.Map, with.Options);
        _standing = judged.After;
        return FenceWrites.Of(efectivoId, known, judged, FenceCause.Moved, now, with.Map) is { } found ? _line.Add(found) : null;
    }

    /// <summary>Fences changed around it, or it itself did. Ends when what was found is durable.</summary>
    public Task Rejudge(in Fix last, FenceSubject subject, FenceCause cause)
    {
        var known = last.IsCoarse() ? _standing : new FenceTrackState(last, _standing.Visits);
        var now = with.Now;
        var judged = FenceJudge.Rejudge(known, now, subject, with.Map, with.Options, cause);
        _standing = judged.After;
        return FenceWrites.Of(efectivoId, known, judged, cause, now, with.Map) is { } found ? _line.Stored(_line.Add(found)) : Task.CompletedTask;
    }

    /// <summary>Called once the fix is stored. Ends when its findings are stored too.</summary>
    public Task Stored(FenceSequencer.Finding? found) => _line.Stored(found);
}
