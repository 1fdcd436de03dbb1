using System.Diagnostics;
using System.Net.WebSockets;
using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Commands.Sessions;
using GrupoGad.WebFrontend.Ingest;
using GrupoGad.WebFrontend.Live.Broadcast;
using GrupoGad.WebFrontend.Live.Frames;

namespace GrupoGad.WebFrontend.Live.Sessions;

/// <summary>One open socket: reads what its client says (.Reading, .Frames), writes what waits for it (.Writing), and ends for one reason.</summary>
internal sealed partial class LiveSession
{
    private readonly WebSocket _socket;
    private readonly SessionParts _with;
    private readonly Outbox _outbox;
    private readonly SessionView _view;
    private readonly SemaphoreSlim _batchRoom;
    private long _heardAt;
    private long _closingAt;
    private int _closeCode;
    private string _closeReason = "";
    private volatile bool _draining;

    public LiveSession(WebSocket socket, LiveCaller caller, Subprotocol subprotocol, SessionParts with)
    {
        (_socket, Caller, Subprotocol, _with) = (socket, caller, subprotocol, with);
        var commands = with.Commands.Options;
        _outbox = new Outbox(
            subprotocol, new OutboxLimits(with.Options.AnswersMax, with.Options.LiveFramesMax, commands.CommandsMax, commands.LanePatience));
        _calls = new CallRoom(commands.CallsMax);
        _efectivo = caller.Efectivo is { } code ? new CommandSession(Id, code, subprotocol, _outbox, Close) : null;
        _view = new SessionView(subprotocol, _outbox);
        _batchRoom = new SemaphoreSlim(with.Options.BatchesMax);
        _batches = Channel.CreateBounded<(PositionBatch, IReadOnlyList<AsSent>?)>(new BoundedChannelOptions(with.Options.BatchesWaitingMax) { SingleReader = true, SingleWriter = true });
        _frameBucket = new TokenBucket(with.Options.FramesBurst, with.Options.FramesPerS, with.Clock);
        _panicBucket = new TokenBucket(PanicsPerS, PanicsPerS, with.Clock);
        _malformedBucket = new TokenBucket(with.Options.MalformedMax, MalformedForgivenPerS, with.Clock);
        _heardAt = with.Clock.GetTimestamp();
        BeatAt = _heardAt;
    }

    public string Id { get; } = Guid.NewGuid().ToString("N");

    public LiveCaller Caller { get; }

    public Subprotocol Subprotocol { get; }

    /// <summary>When the session monitor sent the last heartbeat.</summary>
    public long BeatAt { get; set; }

    /// <summary>Since nothing came from the client.</summary>
    public TimeSpan Silence => _with.Clock.GetElapsedTime(Volatile.Read(ref _heardAt));

    /// <summary>Time since the session was ordered to close; null while it is open.</summary>
    public TimeSpan? Closing => Volatile.Read(ref _closingAt) is var at and not 0 ? _with.Clock.GetElapsedTime(at) : null;

    /// <summary>The client does not take its answers.</summary>
    public bool Choked => _outbox.Choked;

    /// <summary>Lives until the client or we close. Throws nothing.</summary>
    public async Task Run()
    {
        // The frames of its hours are no part of the request that opened it.
        Activity.Current = null;
        _with.Instruments.Opened(Subprotocol);
        Answer(new ServerFrame { Welcome = Welcome() });
        if (_with.Away is { Length: > 0 } away)
        {
            Answer(SessionMonitor.Status(away));
        }
        var writing = Write();
        var entering = EnterBatches();
        await Read();
        _batches.Writer.Complete();
        Close(CloseCodes.Normal, "");
        _with.Inbox.Do(() => _with.Subscriptions.Leave(_view));
        await writing;
        await entering;
        _outbox.Drop();
        _with.Instruments.Closed(Subprotocol, _closeCode);
        LogEnded(_with.Logger, Id, _closeCode);
    }

    /// <summary>Ends it: answers that wait are still written, then the code. Only the first call counts.</summary>
    public void Close(int code, string reason)
    {
        if (Interlocked.CompareExchange(ref _closeCode, code, 0) == 0)
        {
            if (code == CloseCodes.Behind)
            {
                _with.Commands.Instruments.Behind();
            }
            _closeReason = reason;
            Volatile.Write(ref _closingAt, _with.Clock.GetTimestamp());
            _outbox.Close();
            if (_efectivo is not null)
            {
                // Now, not when the socket is gone: that of a phone without coverage stays for long, and must not be taken for the phone.
                _efectivo.End();
                _ = _with.Commands.Attaching.Leave(_efectivo);
            }
        }
    }

    /// <summary>Ends it without another word, when the client does not even take the close.</summary>
    public void Abort() => _socket.Abort();

    /// <summary>Takes nothing new, waits for the outstanding acknowledgements, and closes.</summary>
    public async Task Drain()
    {
        _draining = true;
        var patience = TimeSpan.FromSeconds(_with.Options.DrainS);
        var taken = 0;
        while (taken < _with.Options.BatchesMax && await _batchRoom.WaitAsync(patience))
        {
            taken++;
        }
        Close(CloseCodes.GoingAway, "gateway stops");
        if (taken > 0)
        {
            // A batch may still stand in line, and its session ends only after it.
            _batchRoom.Release(taken);
        }
    }

    public void Answer(ServerFrame frame) => _outbox.Answer(frame.Encode(Subprotocol));

    private Welcome Welcome() => new()
    {
        SessionId = Id,
        ServerTime = Timestamp.FromDateTimeOffset(_with.Clock.GetUtcNow()),
        LiveLevel = (uint)_with.Agreement.LiveLevel,
        StaleAfterS = (uint)_with.Agreement.StaleAfterS,
        LostAfterS = (uint)_with.Agreement.LostAfterS,
        HeartbeatS = (uint)_with.Options.HeartbeatS,
        Volatile = _with.Agreement.Volatile,
    };
}
