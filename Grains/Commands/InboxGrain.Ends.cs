namespace GrupoGad.Commands;

/// <remarks>Changes that others made to its commands: every session is told of them, and the next session of those that none could be told of.</remarks>
public sealed partial class InboxGrain
{
    /// <summary>Ends that nobody has heard of: what a person has at once is far less.</summary>
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
