using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>
/// One square of the map, with the fences that cover all of it and the fences that have an edge there or close by. Fences in neither list are
/// farther away than any margin. Its parts are made when an efectivo first stands in them, each from the fences that this square left open.
/// </summary>
internal sealed class FenceCell
{
    private readonly TileLife _life;
    private readonly Square _square;
    private readonly FenceCell?[]? _parts;

    private FenceCell(TileLife life, Square square, FenceEntry[] inside, NearFence[] near)
    {
        (_life, _square, Inside, Near) = (life, square, inside, near);
        HasCrossings = Array.Exists(near, there => there.Entry.Plan.Watch.Cross) || Array.Exists(inside, entry => entry.Plan.Watch.Cross);
        HasEdges = Array.Exists(near, there => there.MayCover);
        IsQuiet = Array.TrueForAll(inside, entry => entry.IsQuiet);
        _parts = HasEdges && square.Level < FenceTile.FinestLevel ? new FenceCell?[1 << 2 * Square.PartLevels] : null;
    }

    /// <summary>Cover all of it, by code.</summary>
    public FenceEntry[] Inside { get; }

    /// <summary>Have an edge in it or its margin, by code.</summary>
    public NearFence[] Near { get; }

    /// <summary>True when one of the near fences may begin to cover an efectivo here.</summary>
    public bool HasEdges { get; }

    /// <summary>True when the fences that cover all of it report nothing of an efectivo that stays, however long and however fast.</summary>
    public bool IsQuiet { get; }

    public bool HasCrossings { get; }

    /// <param name="candidates">By code.</param>
    public static FenceCell Root(Square square, TileLife life, IEnumerable<FenceEntry> candidates) =>
        Cut(life, square, [], candidates.Select(entry => new NearFence(entry, entry.Area!, MayCover: true, entry.IsQuiet)));

    /// <summary>The finest cell at a position of it.</summary>
    public FenceCell At(GeoPoint point)
    {
        var cell = this;
        while (cell._parts is not null)
        {
            cell = cell.Part(cell._square.PartOf(point));
        }
        return cell;
    }

    /// <summary>Adds fences that watch for crossing and that the way touches, as far as it may go through this square.</summary>
    public void Along(in Way way, List<FenceEntry> found)
    {
        if (!HasCrossings)
        {
            return;
        }
        if (_parts is not null && _square.SideDeg > way.SpanDeg)
        {
            // Parts not finer than the way is long know enough of it, and are few.
            for (var part = 0; part < _parts.Length; part++)
            {
                if (Square.Touches(_square.Part(part).Bounds, way.Box))
                {
                    Part(part).Along(way, found);
                }
            }
            return;
        }
        foreach (ref readonly var there in Near.AsSpan())
        {
            Look(there.Entry, there.Area, way, found);
        }
        foreach (var entry in Inside)
        {
            Look(entry, entry.Area!, way, found);
        }
    }

    public bool IsWithin(FenceEntry entry, GeoPoint point, double metres)
    {
        foreach (ref readonly var there in Near.AsSpan())
        {
            if (ReferenceEquals(there.Entry, entry))
            {
                return there.Area.IsWithin(point, metres);
            }
        }
        return Array.IndexOf(Inside, entry) >= 0;
    }

    private static void Look(FenceEntry entry, FenceArea area, in Way way, List<FenceEntry> found)
    {
        if (entry.Plan.Watch.Cross && !found.Contains(entry) && area.Touches(way.From, way.To))
        {
            found.Add(entry);
        }
    }

    private FenceCell Part(int part) => Volatile.Read(ref _parts![part]) ?? Make(part);

    private FenceCell Make(int part)
    {
        var made = Cut(_life, _square.Part(part), Inside, Near);
        return Interlocked.CompareExchange(ref _parts![part], made, null) ?? made;
    }

    private static FenceCell Cut(TileLife life, Square square, FenceEntry[] inside, IEnumerable<NearFence> candidates)
    {
        var box = new SquareBox(square, life.MarginM);
        var around = Bounding.Widened(square.Bounds, box.MarginM);
        var (covering, near) = (new List<FenceEntry>(), new List<NearFence>());
        foreach (var candidate in candidates)
        {
            if (!Square.Touches(candidate.Area.Bounds, around))
            {
                continue;
            }
            var (reach, area) = candidate.Area.Cut(box);
            if (reach == FenceReach.Whole)
            {
                covering.Add(candidate.Entry);
            }
            else if (reach != FenceReach.Apart)
            {
                near.Add(new NearFence(candidate.Entry, area, MayCover: reach == FenceReach.Edge, candidate.IsQuiet));
            }
        }
        life.Made();
        return new FenceCell(life, square, Merged(inside, covering), [.. near]);
    }

    private static FenceEntry[] Merged(FenceEntry[] inside, List<FenceEntry> more) =>
        more.Count == 0 ? inside : [.. inside.Concat(more).OrderBy(entry => entry.Id, StringComparer.Ordinal)];
}

/// <summary>A fence with an edge near a cell, and the piece of its area that matters there.</summary>
/// <param name="MayCover">False: it lies beside the cell, and only an efectivo that was inside is still near it.</param>
/// <param name="IsQuiet">That of the entry, kept here: an entry is seldom in the processor's cache.</param>
internal readonly record struct NearFence(FenceEntry Entry, FenceArea Area, bool MayCover, bool IsQuiet)
{
    public bool Covers(GeoPoint point) => MayCover && Area.Covers(point);
}
