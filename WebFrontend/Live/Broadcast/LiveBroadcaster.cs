using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Live.Replicas;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Live.Broadcast;

/// <summary>The gateway's one loop: takes in what cells sent, encodes each changed cell once, and hands every session its next frame.</summary>
/// <remarks>
/// The numbers are those of the drawing in <c>WebFrontend/Live/README.md</c>. Nothing here waits for a socket or a grain.
/// A part that throws costs only itself (<c>.Faults</c>). It is sent whole later, and the tick goes on for all others.
/// </remarks>
internal sealed partial class LiveBroadcaster(
    LiveInbox inbox, CellRegistry cells, BoardRegistry boards, FollowRegistry follows, SubscriptionRegistry subscriptions, LiveInstruments instruments, IOptions<LiveOptions> options, TimeProvider clock,
    ILogger<LiveBroadcaster> logger) : BackgroundService
{
    private readonly LiveOptions _options = options.Value;
    private readonly ProtobufEncoder _protobuf = new();
    private readonly JsonEncoder _json = new();
    private readonly List<LiveSource> _dirty = [];
    private readonly List<SessionView> _listed = [];
    private readonly long _startedAt = clock.GetTimestamp();
    private long _tick;

    private long NowMs => (long)clock.GetElapsedTime(_startedAt).TotalMilliseconds;

    public override void Dispose()
    {
        _json.Dispose();
        base.Dispose();
    }

    /// <summary>Lists a session that has something to be sent: it is looked at in this tick and until nothing is left.</summary>
    public void List(SessionView view)
    {
        if (!view.Listed)
        {
            view.Listed = true;
            _listed.Add(view);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(_options.PumpMs), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                Tick();
            }
            catch (Exception exception)
            {
                // A bug must not end every screen; the next tick goes on and renewals heal what this one left out.
                LogTickFailed(logger, exception);
            }
        }
    }

    internal void Tick()
    {
        _tick++;
        var now = clock.GetUtcNow().UtcDateTime;
        _protobuf.Begin(RowCodec.Seconds(now));
        _json.Begin(RowCodec.Seconds(now));

        try
        {
            TakeIn();
            foreach (var source in _dirty)
            {
                Spread(source, now);
            }
            foreach (var view in _listed)
            {
                TrySend(view);
            }
        }
        finally
        {
            Settle();
        }

        Guard(cells.Keep);
        Guard(boards.Keep);
        Guard(follows.Keep);
    }

    // 2: batches into replicas; wishes of sessions and answers of cells.
    private void TakeIn()
    {
        for (var left = _options.InboxMax; left > 0 && inbox.TryTake(out var notice); left--)
        {
            TryTakeIn(notice);
        }
        while (inbox.TryTakeWork(out var work))
        {
            Try(work!);
        }
        subscriptions.Keep(NowMs, List, Failed);
        foreach (var cell in cells.Touched)
        {
            Note(cell);
        }
        cells.Touched.Clear();
        boards.Touched.Clear();
        Note(boards.Replica);
        foreach (var followed in follows.Changed)
        {
            Note(followed);
        }
        follows.Changed.Clear();
    }

    private void TakeIn(in LiveNotice notice)
    {
        if (notice.Board is { } board)
        {
            boards.Take(board);
        }
        else if (notice.Fences is { } fences)
        {
            boards.Replica.Happened(fences.Events);
        }
        else if (cells.Find(notice.Cell?.Cell ?? notice.Counts.Cell) is { } cell)
        {
            TakeIn(cell, notice);
        }
    }

    private void TakeIn(WatchedCell cell, in LiveNotice notice)
    {
        if (cell is CellReplica replica && notice.Cell is not null && !replica.Take(notice.Cell))
        {
            cells.Heal(replica);
        }
        else if (cell is CountReplica counts && notice.Cell is null)
        {
            counts.Take(notice.Counts);
        }
        Note(cell);
    }

    private void Note(LiveSource source)
    {
        if (source.Dirty && !source.Noted)
        {
            source.Noted = true;
            _dirty.Add(source);
        }
    }

    // 3: one encoding a subprotocol, its place noted in every session that looks.
    private void Spread(LiveSource source, DateTime now)
    {
        if (source is CellReplica replica)
        {
            replica.NextFrame();
            Measure(replica, now);
        }
        foreach (var view in source.Viewers)
        {
            List(view);
            if (view.Owed.Contains(source))
            {
                continue;
            }
            if (!view.Outbox.HasLiveRoom || view.Pieces.BytesInAll > _options.FrameBytesMax)
            {
                view.Owed.Add(source);
                instruments.Conflated();
                continue;
            }
            if (!TryAdd(view, source, whole: false))
            {
                view.Owed.Add(source);
            }
        }
    }

    // 4: sources to send whole, as far as the frame goes; then the frame to the outbox.
    private void Send(SessionView view)
    {
        if (view.Gone || !view.Outbox.HasLiveRoom)
        {
            return;
        }
        var encoder = Encoder(view);
        view.Owed.RemoveWhere(source =>
        {
            if (!source.Known || view.Pieces.BytesInAll > _options.FrameBytesMax)
            {
                return false;
            }
            return TryAdd(view, source, whole: true);
        });
        var alone = view.Pieces.Alone;
        if (view.Pieces.Bytes > 0 || view.Closed.Count > 0)
        {
            if (Hand(view, encoder.Compose(view), last: alone.Count == 0))
            {
                // Only a frame on its way counts as sent, with the tick of the encoder that wrote its pieces, not the clock's.
                view.TickToldS = encoder.TickS;
            }
            view.Closed.Clear();
        }
        for (var i = 0; i < alone.Count; i++)
        {
            Hand(view, encoder.Alone(alone[i]), last: i == alone.Count - 1);
        }
    }

    private bool Hand(SessionView view, LiveMessage message, bool last)
    {
        instruments.Frame(view.Subprotocol, message.Length);
        return view.Outbox.Live(message, last);
    }

    private void Settle()
    {
        foreach (var source in _dirty)
        {
            source.Settle();
        }
        _dirty.Clear();
        _listed.RemoveAll(static view =>
        {
            view.Pieces.Clear();
            view.Listed = !view.Gone && (view.Closed.Count > 0 || view.OwesKnown);
            return !view.Listed;
        });
    }

    private void Measure(CellReplica replica, DateTime now)
    {
        foreach (var slot in replica.Changed)
        {
            ref readonly var at = ref replica.Slots[slot];
            if (at.Member is not null && at.Change == SlotChange.Moved)
            {
                instruments.LeadTime(now - at.Fix.DeviceTime);
            }
        }
    }

    private IFrameEncoder Encoder(SessionView view) => view.Subprotocol == Subprotocol.Json ? _json : _protobuf;
}
