using GrupoGad.Efectivos;

namespace GrupoGad.Fences;

/// <remarks>Reports of a time before the live fix: judged once stored, between the fixes that were known already.</remarks>
internal sealed partial class FenceTracker
{
    /// <summary>Fixes before the first one that are judged in silence, so that it is known where it stood.</summary>
    private const int WarmUp = 20;

    /// <summary>Most old fixes judged together, so that an efectivo that never stops sending old fixes is answered.</summary>
    private const int TogetherMax = 1_000;

    /// <summary>Old fixes on their way into the store, or not judged yet.</summary>
    private HashSet<DateTime>? _unjudged;

    /// <summary>Stored, and not judged yet.</summary>
    private List<Fix> _ripe = [];

    private TaskCompletionSource? _gathering;
    private Task _backlog = Task.CompletedTask;

    /// <summary>This activation has judged every live fix from here on.</summary>
    private DateTime _judgedFrom = DateTime.MinValue;

    /// <summary>An old fix is about to be stored.</summary>
    public void Expect(in Fix old) => (_unjudged ??= []).Add(old.DeviceTime);

    /// <summary>It could not be stored, or was judged before.</summary>
    public void Forget(in Fix old, in Fix live, FenceSubject subject)
    {
        if (_unjudged?.Remove(old.DeviceTime) == true)
        {
            StartWhenGathered(live, subject);
        }
    }

    /// <summary>This activation has judged it, or will, without being asked.</summary>
    public bool Knows(in Fix old) => old.DeviceTime >= _judgedFrom;

    /// <summary>Called once the fix is stored. Ends when its findings are durable.</summary>
    public Task Ripen(in Fix old, in Fix live, FenceSubject subject)
    {
        _ripe.Add(old);
        var judged = (_gathering ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        StartWhenGathered(live, subject);
        return judged;
    }

    /// <summary>Fixes that came together are judged together: else each would be judged as if the others, still on their way, had not been.</summary>
    private void StartWhenGathered(in Fix live, FenceSubject subject)
    {
        if (_gathering is not { } gathering || _ripe.Count == 0 || _ripe.Count < TogetherMax && _ripe.Count < _unjudged!.Count - _judging)
        {
            return;
        }
        var ripe = _ripe;
        (_ripe, _gathering) = ([], null);
        _judging += ripe.Count;
        _backlog = JudgeAfter(_backlog, gathering, ripe, live, subject);
    }

    /// <summary>Being judged right now, or in line for it.</summary>
    private int _judging;

    private async Task JudgeAfter(Task former, TaskCompletionSource gathering, List<Fix> ripe, Fix live, FenceSubject subject)
    {
        await former.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await JudgeBacklog(ripe, live, subject);
            gathering.SetResult();
        }
        catch (Exception exception)
        {
            gathering.SetException(exception);
        }
        finally
        {
            _judging -= ripe.Count;
            _unjudged!.ExceptWith(ripe.Select(fix => fix.DeviceTime));
        }
    }

    private async Task JudgeBacklog(List<Fix> ripe, Fix live, FenceSubject subject)
    {
        var own = ripe.DistinctBy(fix => fix.DeviceTime).ToDictionary(fix => fix.DeviceTime);
        var stored = await with.Records.Around(efectivoId, own.Keys.Min(), own.Keys.Max(), WarmUp, CancellationToken.None);
        var known = stored.Where(fix => !own.ContainsKey(fix.DeviceTime) && !_unjudged!.Contains(fix.DeviceTime)).Append(live).DistinctBy(fix => fix.DeviceTime);
        var track = known.Select(fix => (fix, IsNew: false)).Concat(own.Values.Select(fix => (fix, IsNew: true))).OrderBy(entry => entry.fix.DeviceTime).ToArray();
        var told = FenceBacklog.Judge(track, with.Now, subject, with.Map, with.Options);
        with.Instruments.Replayed("backlog", ripe.Count);
        if (told.Length > 0)
        {
            await with.Journal.Append(new FenceWrite { Events = [.. told.Select(one => new PendingFenceEvent(one, FenceWrites.IsOwed(one, with.Map)))] });
        }
    }
}
