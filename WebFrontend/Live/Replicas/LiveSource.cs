using GrupoGad.WebFrontend.Live.Broadcast;
using GrupoGad.WebFrontend.Live.Frames;

namespace GrupoGad.WebFrontend.Live.Replicas;

/// <summary>Something screens look at: a live cell, a count cell, the board, a followed efectivo or command. Only the broadcaster touches it.</summary>
internal abstract class LiveSource
{
    private readonly Segment[] _deltas = new Segment[SubprotocolNames.Count];
    private readonly Segment[] _wholes = new Segment[SubprotocolNames.Count];
    private long _encodedTick = -1;

    /// <summary>The sessions that look at it.</summary>
    public HashSet<SessionView> Viewers { get; } = [];

    /// <summary>We hold its state; until then there is nothing to show, not even that it is empty.</summary>
    public bool Known { get; protected set; }

    /// <summary>It changed since the last tick.</summary>
    public bool Dirty { get; set; }

    /// <summary>The broadcaster has it on its list of this tick.</summary>
    public bool Noted { get; set; }

    /// <summary>It could not be encoded: not tried before this, milliseconds of the broadcaster's clock.</summary>
    public long RestsUntilMs { get; set; }

    /// <summary>Which list of a <c>LiveFrame</c> its segments belong to, if any.</summary>
    public abstract LiveLane Lane { get; }

    /// <summary>Changes since the last tick; encoded once per tick and subprotocol however many sessions look at it.</summary>
    public Segment Delta(IFrameEncoder encoder, long tick) => Cached(_deltas, encoder, tick, whole: false);

    /// <summary>All of it.</summary>
    public Segment Whole(IFrameEncoder encoder, long tick) => Cached(_wholes, encoder, tick, whole: true);

    /// <summary>Forgets the changes of the tick that has been sent.</summary>
    public virtual void Settle() => (Dirty, Noted) = (false, false);

    protected abstract Segment Encode(IFrameEncoder encoder, bool whole);

    private Segment Cached(Segment[] segments, IFrameEncoder encoder, long tick, bool whole)
    {
        if (_encodedTick != tick)
        {
            Array.Clear(_deltas);
            Array.Clear(_wholes);
            _encodedTick = tick;
        }
        ref var segment = ref segments[(int)encoder.Subprotocol];
        if (segment.Length == 0)
        {
            segment = Encode(encoder, whole);
        }
        return segment;
    }
}

/// <summary>Where a segment goes.</summary>
internal enum LiveLane
{
    Cells = 0,
    Counts = 1,
    Followed = 2,

    /// <summary>In no list: the segment is a message of its own.</summary>
    Alone = 3,
}
