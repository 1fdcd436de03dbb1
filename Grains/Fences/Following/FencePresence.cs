using GrupoGad.Efectivos;
using GrupoGad.Storage;

namespace GrupoGad.Fences;

/// <summary>Where one efectivo stands among the fences, kept beside its live position. Judging waits for nothing; what it finds is told once the fix is stored.</summary>
/// <remarks>Used by its efectivo's grain alone, one turn at a time.</remarks>
internal sealed partial class FencePresence(FenceDependencies with, string efectivoId)
{
    private FenceStanding _standing;

    /// <summary>Found, but the fix that shows it could not be stored yet.</summary>
    private List<FenceWrite>? _held;

    /// <summary>Judges the next live fix.</summary>
    /// <param name="before">The live fix until now.</param>
    /// <returns>What is to be told when it is stored; null: nothing, as nearly always.</returns>
    public FenceWrite? Judge(in Fix? before, in Fix fix, FenceSubject subject)
    {
        var known = _standing.Last == before ? _standing : new FenceStanding(before, _standing.Visits);
        var now = with.Now;
        var judged = FenceJudge.Judge(known, fix, now, subject, with.Map, with.Options);
        _standing = judged.After;
        return FenceWrites.Of(efectivoId, known, judged, FenceCause.Moved, now, with.Map);
    }

    /// <summary>Nothing has to be judged: there are no fences, and it is inside none.</summary>
    public bool IsIdle => with.Map.Count == 0 && _standing.Visits.IsEmpty;

    /// <summary>Fences changed around it, or it itself did. Ends when what was found is durable.</summary>
    public ValueTask Rejudge(in Fix last, FenceSubject subject, FenceCause cause)
    {
        var known = new FenceStanding(last, _standing.Visits);
        var now = with.Now;
        var judged = FenceJudge.Rejudge(known, now, subject, with.Map, with.Options, cause);
        _standing = judged.After;
        return FenceWrites.Of(efectivoId, known, judged, cause, now, with.Map) is { } found ? Tell(found) : ValueTask.CompletedTask;
    }

    /// <summary>The fix is stored: so is what it showed when this ends.</summary>
    public async ValueTask Tell(FenceWrite? found)
    {
        var held = _held;
        _held = null;
        var writes = held is null ? [] : held.ConvertAll(write => with.Journal.Append(write).AsTask());
        if (found is not null)
        {
            await with.Journal.Append(found);
        }
        await Task.WhenAll(writes);
    }

    /// <summary>The fix could not be stored. Told with the next one that is.</summary>
    public void Hold(FenceWrite found) => (_held ??= []).Add(found);
}
