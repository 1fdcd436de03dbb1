namespace GrupoGad.Commands;

/// <remarks>Changes that others made to its commands. They go to every session; those that could not be sent go to the next session.</remarks>
public sealed partial class InboxGrain
{
    /// <summary>Most ends kept that reached no session: a person has far fewer commands at once.</summary>
    private const int UntoldMax = 256;

    private readonly Dictionary<string, CommandEnd> _untold = new(StringComparer.Ordinal);

    public ValueTask Withdraw(string commandId, string reason) =>
        Settled(new CommandEnd { CommandId = commandId, Stands = LadderStep.Withdrawn, Reason = reason, Actor = Actors.System });

    public async ValueTask Settled(CommandEnd end)
    {
        // One that never came needs no end; of one that is answered nothing is known here.
        var came = !_pending.Has(end.CommandId) || _pending.IsDelivered(end.CommandId);
        Over(end.CommandId);
        if (!await TellEnd(end) && came && _untold.Count < UntoldMax)
        {
            _untold[end.CommandId] = end;
        }
    }

    private void TellEnds()
    {
        foreach (var end in _untold.Values.ToArray())
        {
            _untold.Remove(end.CommandId);
            _ = Settled(end).AsTask();
        }
    }

    /// <summary>False: no session took it.</summary>
    private async Task<bool> TellEnd(CommandEnd end)
    {
        var told = end.KnownBy.Length > 0;
        foreach (var session in _sessions.Live(with.Now).Where(session => session.SessionId != end.KnownBy))
        {
            told |= await Reach(session, door => end.Stands == LadderStep.Withdrawn
                ? door.OnWithdrawn(session.SessionId, end.CommandId, end.Reason)
                : door.OnSettled(session.SessionId, end));
        }
        return told;
    }
}
