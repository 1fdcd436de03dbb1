using GrupoGad.Efectivos;
using GrupoGad.Storage;

namespace GrupoGad.Fences;

/// <remarks>What a device tells of a time before its live fix: judged once it is stored, between the fixes that were known already.</remarks>
internal sealed partial class FencePresence
{
    /// <summary>Fixes before the first one that are judged in silence, so that it is known where it stood.</summary>
    private const int WarmUp = 20;

    /// <summary>Old fixes on their way into the store, or not judged yet.</summary>
    private HashSet<DateTime>? _unjudged;

    private List<Fix> _ripe = [];
    private Task? _backlog;

    /// <summary>This activation has judged every live fix from here on.</summary>
    private DateTime _judgedFrom = DateTime.MinValue;

    /// <summary>An old fix is about to be stored.</summary>
    public void Expect(in Fix old) => (_unjudged ??= []).Add(old.DeviceTime);

    /// <summary>It could not be stored, or was judged before.</summary>
    public void Forget(in Fix old) => _unjudged?.Remove(old.DeviceTime);

    /// <summary>This activation has judged it, or will, without being asked.</summary>
    public bool Knows(in Fix old) => old.DeviceTime >= _judgedFrom;

    /// <summary>It is stored. Ends when what it shows is durable.</summary>
    public Task Ripen(in Fix old, in Fix live, FenceSubject subject)
    {
        _ripe.Add(old);
        return _backlog ??= JudgeBacklog(live, subject);
    }

    private async Task JudgeBacklog(Fix live, FenceSubject subject)
    {
        // Those that were stored together with it come in this very moment.
        await Task.Yield();
        (var ripe, _ripe, _backlog) = (_ripe, [], null);
        var own = ripe.ToDictionary(fix => fix.DeviceTime);
        var (from, to) = (own.Keys.Min(), own.Keys.Max());
        var stored = await with.Records.Around(efectivoId, from, to, WarmUp, CancellationToken.None);
        var known = stored.Where(fix => !own.ContainsKey(fix.DeviceTime) && _unjudged?.Contains(fix.DeviceTime) != true).Append(live).DistinctBy(fix => fix.DeviceTime);
        var track = known.Select(fix => (fix, IsNew: false)).Concat(own.Values.Select(fix => (fix, IsNew: true))).OrderBy(entry => entry.fix.DeviceTime).ToArray();
        var told = FenceBacklog.Judge(track, with.Now, subject, with.Map, with.Options);
        with.Instruments.Replayed("backlog", ripe.Count);
        if (told.Length > 0)
        {
            await with.Journal.Append(new FenceWrite { Events = [.. told.Select(one => new OwedEvent(one, FenceWrites.IsOwed(one, with.Map)))] });
        }
        _unjudged?.ExceptWith(own.Keys);
    }
}
