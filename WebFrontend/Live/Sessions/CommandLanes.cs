namespace GrupoGad.WebFrontend.Live.Sessions;

/// <summary>The commands of one outbox that wait for their turn, each once. Used under the outbox's lock.</summary>
internal sealed class CommandLanes
{
    private readonly Dictionary<OutLane, LinkedList<CommandFrame>> _lanes = new()
    {
        [OutLane.Critical] = [],
        [OutLane.Operational] = [],
        [OutLane.Routine] = [],
    };

    private readonly Dictionary<(string CommandId, bool Withdraws), LinkedListNode<CommandFrame>> _waiting = [];

    public int Count => _waiting.Count;

    public bool Holds(CommandFrame frame) => _waiting.ContainsKey((frame.CommandId, frame.Withdraws));

    public void Add(CommandFrame frame)
    {
        if (frame.Withdraws && _waiting.Remove((frame.CommandId, false), out var withdrawn))
        {
            // It would only arrive behind its own withdrawal.
            withdrawn.List!.Remove(withdrawn);
        }
        _waiting.Add((frame.CommandId, frame.Withdraws), _lanes[frame.Lane].AddLast(frame));
    }

    /// <summary>The newer one takes the place of the one that waits.</summary>
    public void Replace(CommandFrame frame) => _waiting[(frame.CommandId, frame.Withdraws)].Value = frame;

    public void Fill(Span<int> waiting)
    {
        foreach (var (lane, frames) in _lanes)
        {
            waiting[(int)lane] = frames.Count;
        }
    }

    public CommandFrame Take(OutLane lane)
    {
        var frame = _lanes[lane].First!.Value;
        _lanes[lane].RemoveFirst();
        _waiting.Remove((frame.CommandId, frame.Withdraws));
        return frame;
    }

    /// <summary>All of them, the most urgent first.</summary>
    public IReadOnlyList<CommandFrame> TakeAll()
    {
        CommandFrame[] all = [.. _lanes.Values.SelectMany(frames => frames)];
        foreach (var frames in _lanes.Values)
        {
            frames.Clear();
        }
        _waiting.Clear();
        return all;
    }
}
