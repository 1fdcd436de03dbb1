namespace GrupoGad.Commands;

public sealed partial class InboxGrain
{
    /// <summary>Commands on their way to gateways at once: few, so that a critical one finds a place soon; the next starts when one is taken in.</summary>
    private const int UnderWayMax = 8;

    private readonly OfferQueue _queue = new();
    private readonly HashSet<string> _underWay = new(StringComparer.Ordinal);
    private readonly HashSet<string> _new = new(StringComparer.Ordinal);

    /// <summary>6  Taken in, then handed to every session; again while it is not delivered.</summary>
    public ValueTask Offer(CommandOffer command)
    {
        var isNew = Take(command);
        if (command.Deadline > with.Now && _pending.Has(command.CommandId) && !_pending.IsDelivered(command.CommandId))
        {
            Queue(command, isNew);
        }
        return ValueTask.CompletedTask;
    }

    private bool Take(CommandOffer command)
    {
        var taken = _pending.Take(command, out var displaced);
        if (displaced is not null)
        {
            _new.Remove(displaced);
            with.Instruments.InboxFull();
        }
        return taken;
    }

    private void Over(string commandId)
    {
        _pending.Over(commandId);
        _new.Remove(commandId);
    }

    private void Queue(CommandOffer command, bool isNew)
    {
        if (isNew)
        {
            _new.Add(command.CommandId);
        }
        if (!_underWay.Contains(command.CommandId))
        {
            _queue.Add(command);
            Pump();
        }
    }

    private void Pump()
    {
        while (_underWay.Count < UnderWayMax && _queue.Take() is { } command)
        {
            if (_pending.Has(command.CommandId))
            {
                _underWay.Add(command.CommandId);
                _ = Push(command);
            }
            else
            {
                _new.Remove(command.CommandId);
            }
        }
    }

    /// <summary>7  Sends the command to the live sessions. Its step is then Sent; without a session it is Enqueued and waits for the next attach.</summary>
    private async Task Push(CommandOffer command)
    {
        var sent = false;
        foreach (var session in _sessions.Live(with.Now))
        {
            sent |= await Reach(session, door => door.OnOffer(session.SessionId, command));
        }
        var isNew = _new.Remove(command.CommandId);
        if (sent || isNew)
        {
            Tell(command.CommandId, sent ? LadderStep.Sent : LadderStep.Enqueued);
        }
        _underWay.Remove(command.CommandId);
        Pump();
    }

    /// <summary>A gateway that fails or hangs loses the session. If it still has it, its renewal is refused, and it attaches the session again.</summary>
    private async Task<bool> Reach(Attachment session, Func<ICommandObserver, Task> call)
    {
        try
        {
            await call(session.Gateway).WaitAsync(TimeSpan.FromMilliseconds(with.Options.DoorTimeoutMs));
            return true;
        }
        catch (Exception exception)
        {
            _sessions.Drop(session.SessionId);
            LogSessionGone(Id, exception);
            return false;
        }
    }

    private Task<bool> Supersede(Attachment former, long epoch) => Reach(former, door => door.OnSuperseded(former.SessionId, epoch));

    /// <summary>One-way: a step that is lost is made up by the next one, which is above it.</summary>
    private void Tell(string commandId, LadderStep step) => _ = GrainFactory.GetGrain<ICommandGrain>(commandId).Passed(Id, step, with.Now);
}
