using System.Threading.Channels;
using GrupoGad.Boards;
using GrupoGad.Cells;
using GrupoGad.Fences;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Live.Broadcast;

/// <summary>All that happens outside the broadcaster reaches it through here, in order; the broadcaster takes it at its own pace.</summary>
internal sealed class LiveInbox(IOptions<LiveOptions> options, LiveInstruments instruments)
{
    // Batches have a limit of their own: whatever cells send, a session's wish still finds room.
    private readonly Channel<LiveNotice> _batches = Channel.CreateBounded<LiveNotice>(
        new BoundedChannelOptions(options.Value.InboxMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly Channel<Action> _work = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>A cell's batch. Without room it is dropped and counted; the gap in its sequence brings a snapshot.</summary>
    public void Add(CellBatch batch) => Add(new LiveNotice { Cell = batch });

    /// <summary>A board's batch. As a cell's.</summary>
    public void Add(BoardBatch batch) => Add(new LiveNotice { Board = batch });

    /// <summary>Events at fences. Without room it is dropped and counted; screens ask for the list when they must have all.</summary>
    public void Add(FenceEventBatch batch) => Add(new LiveNotice { Fences = batch });

    /// <summary>A coarse cell's counts. Without room they are dropped and counted; the next ones or the renewal replace them.</summary>
    public void Add(in CellCounts counts) => Add(new LiveNotice { Counts = counts });

    /// <summary>Something to do on the broadcaster. Bounded by what sessions and calls there are, each of which waits for its own.</summary>
    public void Do(Action work) => _work.Writer.TryWrite(work);

    public bool TryTake(out LiveNotice notice) => _batches.Reader.TryRead(out notice);

    public bool TryTakeWork(out Action? work) => _work.Reader.TryRead(out work);

    private void Add(LiveNotice notice)
    {
        if (!_batches.Writer.TryWrite(notice))
        {
            instruments.InboxDropped();
        }
    }
}

/// <summary>A batch of a live cell, of a board or of fence events, or (when all three are null) counts of a coarse cell.</summary>
internal readonly record struct LiveNotice(CellBatch? Cell, BoardBatch? Board, FenceEventBatch? Fences, CellCounts Counts);
