using GrupoGad.WebFrontend.Live.Frames;

namespace GrupoGad.WebFrontend.Live.Sessions;

/// <summary>
/// The messages that wait for one session's socket, in the lanes of <see cref="OutLane"/>. Answers and commands are never dropped.
/// Live frames are few because newer ones replace them.
/// </summary>
/// <remarks>
/// Filled by the broadcaster, by the command observer and by the session, emptied by the session's one writer. A command gets its number when it
/// leaves: before, a more urgent one may overtake it.
/// </remarks>
internal sealed class Outbox(Subprotocol subprotocol, OutboxLimits limits)
{
    private const int Lanes = (int)OutLane.Live + 1;

    private readonly Lock _lock = new();
    private readonly Queue<LiveMessage> _answers = new();
    private readonly Queue<(LiveMessage Message, bool Last)> _live = new();
    private readonly CommandLanes _commands = new();
    private readonly Queue<Outgoing> _front = new();
    private readonly LaneTurns _turns = new(Lanes, limits.Patience);
    private readonly SemaphoreSlim _filled = new(0);
    private SentLog? _log;
    private int _backlog;
    private int _liveUnderway;
    private bool _signalled;
    private bool _closed;

    /// <summary>There is room for what the broadcaster has for this tick.</summary>
    /// <remarks>Read without the lock: only the broadcaster adds live frames, so what it sees here can only become roomier.</remarks>
    public bool HasLiveRoom =>
        !Volatile.Read(ref _closed) && Volatile.Read(ref _liveUnderway) < limits.Live;

    /// <summary>The client let too many answers gather: it does not read.</summary>
    public bool Choked { get; private set; }

    /// <summary>Adds an answer. False when the outbox is closed or choked.</summary>
    public bool Answer(LiveMessage message)
    {
        lock (_lock)
        {
            if (!_closed && _answers.Count < limits.Answers)
            {
                _answers.Enqueue(message);
                Signal();
                return true;
            }
            Choked |= !_closed;
        }
        message.Return();
        return false;
    }

    /// <summary>Adds a live frame. False when there is no room: the caller owes the session whole cells then.</summary>
    /// <param name="last">The last one of its tick: all of a tick take one place.</param>
    public bool Live(LiveMessage message, bool last = true)
    {
        lock (_lock)
        {
            if (!_closed && _liveUnderway < limits.Live)
            {
                _live.Enqueue((message, last));
                _liveUnderway += last ? 1 : 0;
                Signal();
                return true;
            }
        }
        message.Return();
        return false;
    }

    /// <summary>
    /// Adds a command or a withdrawal; before <see cref="Open"/> it is held back.
    /// A withdrawal takes the place of its command while that still waits.
    /// </summary>
    /// <param name="backlog">It was pending already when the client came: however many there are, they say nothing of how quickly it reads.</param>
    public Offered Offer(CommandFrame frame, bool backlog = false)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return Offered.Closed;
            }
            if (_commands.Holds(frame))
            {
                if (frame.IsOwn || frame.Withdraws)
                {
                    _commands.Replace(frame);
                }
                return Offered.Waiting;
            }
            if (!backlog && _commands.Count - _backlog >= limits.Commands)
            {
                return Offered.Full;
            }
            _backlog += backlog ? 1 : 0;
            _commands.Add(frame);
            Signal();
            return Offered.Taken;
        }
    }

    /// <summary>From now on commands leave, after <paramref name="attached"/> and what is replayed, numbered on in this log.</summary>
    public void Open(LiveMessage attached, SentLog log, IReadOnlyList<NumberedFrame> replay)
    {
        lock (_lock)
        {
            _log = log;
            _front.Enqueue(new Outgoing(attached, OutLane.Answers));
            foreach (var (sequence, frame) in replay)
            {
                _front.Enqueue(new Outgoing(default, frame.Lane) { Frame = frame, Sequence = sequence });
            }
            Signal();
        }
    }

    /// <summary>Gives up its numbering to another session, with the commands that have no number yet.</summary>
    public IReadOnlyList<CommandFrame> Surrender()
    {
        lock (_lock)
        {
            (_log, _backlog) = (null, 0);
            return _commands.TakeAll();
        }
    }

    /// <summary>Nothing more comes in. The writer still gets the answers that wait; commands stay for the next session.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            while (_live.TryDequeue(out var dropped))
            {
                dropped.Message.Return();
            }
            Signal();
        }
    }

    /// <summary>The next message; null when the outbox is closed and empty.</summary>
    public async ValueTask<Outgoing?> Next(CancellationToken cancellation)
    {
        while (true)
        {
            Outgoing? next;
            lock (_lock)
            {
                next = Take();
                if (next is null && _closed)
                {
                    return null;
                }
                _signalled &= next is not null;
            }
            if (next is { } found)
            {
                return found.Frame is { } frame ? found with { Message = frame.Shared.Number(subprotocol, found.Sequence) } : found;
            }
            await _filled.WaitAsync(cancellation);
        }
    }

    /// <summary>A message from <see cref="Next"/> is written, or lost with its socket.</summary>
    public void Written(in Outgoing outgoing)
    {
        outgoing.Message.Return();
        if (outgoing is { Lane: OutLane.Live, Last: true })
        {
            lock (_lock)
            {
                _liveUnderway--;
            }
        }
    }

    /// <summary>Gives the buffers back that nobody will write.</summary>
    public void Drop()
    {
        lock (_lock)
        {
            _closed = true;
            while (_answers.TryDequeue(out var answer))
            {
                answer.Return();
            }
            while (_live.TryDequeue(out var live))
            {
                live.Message.Return();
            }
            while (_front.TryDequeue(out var first))
            {
                if (first.Frame is null)
                {
                    first.Message.Return();
                }
            }
        }
    }

    private Outgoing? Take()
    {
        if (!_closed && _front.TryDequeue(out var first))
        {
            return first;
        }
        Span<int> waiting = stackalloc int[Lanes];
        waiting[(int)OutLane.Answers] = _answers.Count;
        waiting[(int)OutLane.Live] = _live.Count;
        if (_log is not null && !_closed)
        {
            _commands.Fill(waiting);
        }
        var lane = (OutLane)_turns.Next(waiting);
        switch (lane)
        {
            case OutLane.Answers:
                return new Outgoing(_answers.Dequeue(), lane);
            case OutLane.Live:
                var (message, last) = _live.Dequeue();
                return new Outgoing(message, lane) { Last = last };
            case OutLane.Critical or OutLane.Operational or OutLane.Routine:
                var frame = _commands.Take(lane);
                _backlog = Math.Max(0, _backlog - 1);
                return new Outgoing(default, lane) { Frame = frame, Sequence = _log!.Number(frame) };
            default:
                return null;
        }
    }

    private void Signal()
    {
        if (!_signalled)
        {
            _signalled = true;
            _filled.Release();
        }
    }
}
