namespace GrupoGad.Fences;

/// <remarks>
/// When its schedule begins or ends, those inside look again: each reports that it came in or went out so. An efectivo that moves finds it by itself; this is
/// for the silent ones. Nothing of it is kept: a new activation makes everybody look once, and a visit already reported is known as such.
/// </remarks>
public sealed partial class FenceGrain
{
    /// <summary>The next instant at which the schedule turns, and then once more for whoever was on the way in meanwhile.</summary>
    private DateTime _turnDue;

    private bool Turns => _entry is { HasSchedule: true, IsActive: true } && !State.IsMoving;

    private async Task LookAtSchedule()
    {
        var now = _with.Now;
        if (!Turns || now < _turnDue)
        {
            return;
        }
        var inside = (await _with.Records.Visitors(Id, default)).Select(visitor => visitor.EfectivoId).ToArray();
        if (inside.Length > 0)
        {
            await HaveLook(await _with.Catalogue.Revision(default), inside);
        }
        _turnDue = _entry!.LastChange(now) is { } turned && now < turned + _settled ? turned + _settled : _entry.NextChange(now) ?? DateTime.MaxValue;
    }

    private async Task HaveLook(long revision, IEnumerable<string> people)
    {
        // Called from other threads than this grain's.
        var grains = GrainFactory;
        var (_, away) = await _waker.Run("efectivos around a fence", people.ToAsyncEnumerable(),
            (id, token) => grains.GetGrain<IFencedEfectivoGrain>(id).Rejudge(revision, token), CancellationToken.None);
        if (away.Count > 0)
        {
            throw new GadUnavailableException("efectivos");
        }
    }
}
