using GrupoGad.Commands;
using GrupoGad.WebFrontend.Live.Frames;

namespace GrupoGad.WebFrontend.Live.Sessions;

/// <summary>
/// The numbered frames that a client was sent, and how far it came with each command: what a new session needs to go on where a dropped one
/// stopped. Thread-safe.
/// </summary>
/// <param name="framesMax">Newest frames kept for a replay.</param>
/// <param name="bytesMax">Bytes of them, at most; they are shared with other sessions, so this is an upper bound.</param>
internal sealed class SentLog(Subprotocol subprotocol, int framesMax, int bytesMax)
{
    /// <summary>Commands whose standing is remembered; of one that is not, a repeated offer is sent again, which the client recognises.</summary>
    private const int StandingsMax = 4_096;

    private readonly Queue<NumberedFrame> _kept = new();
    private readonly Dictionary<string, LadderStep> _standings = [];
    private readonly Lock _lock = new();
    private ulong _last;

    /// <summary>Bytes of the frames kept.</summary>
    public int Bytes { get; private set; }

    /// <summary>Gives a frame that leaves now its number.</summary>
    public ulong Number(CommandFrame frame)
    {
        lock (_lock)
        {
            _kept.Enqueue(new NumberedFrame(++_last, frame));
            Bytes += frame.Shared.Bytes(subprotocol).Length;
            while (_kept.Count > framesMax || (Bytes > bytesMax && _kept.Count > 1))
            {
                Bytes -= _kept.Dequeue().Frame.Shared.Bytes(subprotocol).Length;
            }
            if (frame.Withdraws)
            {
                _standings.Remove(frame.CommandId);
            }
            else if (!frame.IsOwn && _standings.Count < StandingsMax)
            {
                _standings.TryAdd(frame.CommandId, LadderStep.Sent);
            }
            return _last;
        }
    }

    /// <summary>Every frame after a number, oldest first; null when not all of them are here any more, or never were.</summary>
    public IReadOnlyList<NumberedFrame>? After(ulong sequence)
    {
        lock (_lock)
        {
            return sequence <= _last && _last - sequence <= (ulong)_kept.Count ? [.. _kept.Where(frame => frame.Sequence > sequence)] : null;
        }
    }

    /// <summary>The client was sent this command and owes an answer to it.</summary>
    public bool Holds(string commandId)
    {
        lock (_lock)
        {
            return _standings.ContainsKey(commandId);
        }
    }

    /// <summary>The client said that it has this command.</summary>
    public bool IsDelivered(string commandId)
    {
        lock (_lock)
        {
            return _standings.GetValueOrDefault(commandId) >= LadderStep.Delivered;
        }
    }

    /// <summary>The client came so far with a command.</summary>
    /// <param name="settled">It owes nothing more for it.</param>
    public void Note(string commandId, LadderStep step, bool settled)
    {
        lock (_lock)
        {
            if (settled)
            {
                _standings.Remove(commandId);
            }
            else if (_standings.TryGetValue(commandId, out var before) && step > before)
            {
                _standings[commandId] = step;
            }
        }
    }

    /// <summary>The commands that the client was sent and has not answered.</summary>
    public string[] Owed()
    {
        lock (_lock)
        {
            return [.. _standings.Keys];
        }
    }
}
