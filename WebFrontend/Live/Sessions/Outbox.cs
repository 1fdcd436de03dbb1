using GrupoGad.WebFrontend.Live.Frames;

namespace GrupoGad.WebFrontend.Live.Sessions;

/// <summary>What waits for one session's socket, in two lanes: answers are never dropped, live frames are few because newer ones replace them.</summary>
/// <remarks>Filled by the pump and by the session, emptied by the session's one writer.</remarks>
/// <param name="answersMax">Answers that may wait; the next one finds the outbox <see cref="Choked"/>.</param>
/// <param name="liveMax">Live frames that may be on their way, the one being written included.</param>
internal sealed class Outbox(int answersMax, int liveMax)
{
    private readonly Lock _lock = new();
    private readonly Queue<LiveMessage> _answers = new();
    private readonly Queue<LiveMessage> _live = new();
    private readonly SemaphoreSlim _filled = new(0);
    private int _liveUnderway;
    private bool _signalled;
    private bool _closed;

    /// <summary>There is room for a live frame.</summary>
    /// <remarks>Read without the lock: only the pump adds live frames, so what it sees here can only become roomier.</remarks>
    public bool HasLiveRoom =>
        !Volatile.Read(ref _closed) && Volatile.Read(ref _liveUnderway) < liveMax;

    /// <summary>The client let too many answers gather: it does not read.</summary>
    public bool Choked { get; private set; }

    /// <summary>Adds an answer. False when the outbox is closed or choked.</summary>
    public bool Answer(LiveMessage message)
    {
        lock (_lock)
        {
            if (!_closed && _answers.Count < answersMax)
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
    public bool Live(LiveMessage message)
    {
        lock (_lock)
        {
            if (!_closed && _liveUnderway < liveMax)
            {
                _live.Enqueue(message);
                _liveUnderway++;
                Signal();
                return true;
            }
        }
        message.Return();
        return false;
    }

    /// <summary>Nothing more comes in. The writer still gets the answers that wait.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            while (_live.TryDequeue(out var dropped))
            {
                dropped.Return();
            }
            Signal();
        }
    }

    /// <summary>The next message, answers first; null when the outbox is closed and empty.</summary>
    public async ValueTask<(LiveMessage Message, bool IsLive)?> Next(CancellationToken cancellation)
    {
        while (true)
        {
            lock (_lock)
            {
                if (_answers.TryDequeue(out var answer))
                {
                    return (answer, false);
                }
                if (_live.TryDequeue(out var live))
                {
                    return (live, true);
                }
                if (_closed)
                {
                    return null;
                }
                _signalled = false;
            }
            await _filled.WaitAsync(cancellation);
        }
    }

    /// <summary>A message from <see cref="Next"/> is written, or lost with its socket.</summary>
    public void Written(LiveMessage message, bool isLive)
    {
        message.Return();
        if (isLive)
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
            while (_answers.TryDequeue(out var answer) || _live.TryDequeue(out answer))
            {
                answer.Return();
            }
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
