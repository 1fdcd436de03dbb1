namespace GrupoGad.Commands;

/// <summary>Commands of one inbox that wait to be handed over: critical ones first, each kind by age; after a few critical ones one of the rest.</summary>
internal sealed class OfferQueue
{
    /// <summary>Critical ones in a row while others wait.</summary>
    private const int CriticalInARow = 8;

    private readonly PriorityQueue<CommandOffer, DateTime> _critical = new();
    private readonly PriorityQueue<CommandOffer, DateTime> _rest = new();
    private readonly HashSet<string> _waiting = new(StringComparer.Ordinal);
    private int _row;

    /// <summary>One that waits already does not wait twice.</summary>
    public void Add(CommandOffer command)
    {
        if (_waiting.Add(command.CommandId))
        {
            (command.Class == CommandClass.Critical ? _critical : _rest).Enqueue(command, command.IssuedAt);
        }
    }

    public CommandOffer? Take()
    {
        var critical = _critical.Count > 0 && (_row < CriticalInARow || _rest.Count == 0);
        if (!(critical ? _critical : _rest).TryDequeue(out var next, out _))
        {
            return null;
        }
        _row = critical ? _row + 1 : 0;
        _waiting.Remove(next.CommandId);
        return next;
    }
}
