using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Live.Replicas;
using GrupoGad.WebFrontend.Live.Sessions;

namespace GrupoGad.WebFrontend.Live.Broadcast;

/// <summary>The sources one session looks at, and the pieces of its next frame. Only the broadcaster touches it.</summary>
internal sealed class SessionView(Subprotocol subprotocol, Outbox outbox)
{
    public Subprotocol Subprotocol { get; } = subprotocol;

    public Outbox Outbox { get; } = outbox;

    /// <summary>Its subscription.</summary>
    public HashSet<LiveSource> Sources { get; private set; } = [];

    /// <summary>Sources it must be sent whole: newly subscribed, or changed while it did not keep up.</summary>
    public HashSet<LiveSource> Owed { get; } = [];

    /// <summary>Cells no longer subscribed, of which the client has not been notified.</summary>
    public List<ulong> Closed { get; } = [];

    public PieceList Pieces { get; } = new();

    /// <summary>The tick last sent to the client, whole seconds since 1970; null when none was sent.</summary>
    public long? TickToldS { get; set; }

    /// <summary>It is in the broadcaster's list of sessions with something to send.</summary>
    public bool Listed { get; set; }

    public bool Gone { get; set; }

    /// <summary>Its frame failed: not tried before this, milliseconds of the broadcaster's clock.</summary>
    public long RestsUntilMs { get; set; }

    /// <summary>The view that the session asked for and does not have yet; null when it has the one it asked for.</summary>
    public Wish? Wish { get; set; }

    /// <summary>When its next wish may be carried out, milliseconds of the broadcaster's clock.</summary>
    public long WishDueMs { get; set; }

    /// <summary>True when at least one source that must be sent whole is known.</summary>
    public bool OwesKnown => Owed.Any(static source => source.Known);

    /// <summary>Replaces the subscription: only the difference costs.</summary>
    public void Look(HashSet<LiveSource> wanted)
    {
        foreach (var source in Sources)
        {
            if (!wanted.Contains(source))
            {
                GiveUp(source);
            }
        }
        foreach (var source in wanted)
        {
            if (source.Viewers.Add(this))
            {
                Owed.Add(source);
                if (source is WatchedCell cell)
                {
                    // Closed and wanted again before the client was notified. There is nothing to send.
                    Closed.Remove(cell.Number);
                }
            }
        }
        Sources = wanted;
    }

    /// <summary>A frame was lost: nobody knows what of it the client has.</summary>
    public void OweAll() => Owed.UnionWith(Sources);

    private void GiveUp(LiveSource source)
    {
        source.Viewers.Remove(this);
        var neverSent = Owed.Remove(source) && !source.Known;
        if (source is WatchedCell cell && !neverSent)
        {
            Closed.Add(cell.Number);
        }
    }
}

/// <summary>Pieces of this tick's buffer: by the list of the live frame they belong to, or messages of their own.</summary>
internal sealed class PieceList
{
    public List<Segment>[] Lanes { get; } = [[], [], []];

    /// <summary>Those that are messages of their own.</summary>
    public List<Segment> Alone { get; } = [];

    /// <summary>Of the pieces of the live frame.</summary>
    public int Bytes { get; private set; }

    /// <summary>Of everything for this tick.</summary>
    public int BytesInAll { get; private set; }

    public void Add(LiveLane lane, Segment segment)
    {
        BytesInAll += segment.Length;
        if (lane == LiveLane.Alone)
        {
            Alone.Add(segment);
            return;
        }
        Lanes[(int)lane].Add(segment);
        Bytes += segment.Length;
    }

    public void Clear()
    {
        foreach (var lane in Lanes)
        {
            lane.Clear();
        }
        Alone.Clear();
        (Bytes, BytesInAll) = (0, 0);
    }
}
