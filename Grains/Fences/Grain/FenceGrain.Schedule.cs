namespace GrupoGad.Fences;

/// <remarks>
/// When the schedule begins or ends, the efectivos inside look again, and each reports its coming in or going out. An efectivo that moves finds the change by
/// itself; this look is for the silent ones. Nothing of it is stored: a new activation makes all look once, and a visit already reported is recognised.
/// </remarks>
public sealed partial class FenceGrain
{
    /// <summary>The next instant at which the schedule begins or ends, and then once more for efectivos that were on the way in meanwhile.</summary>
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
