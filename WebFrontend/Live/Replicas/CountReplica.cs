using GrupoGad.Cells;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Live.Frames;

namespace GrupoGad.WebFrontend.Live.Replicas;

/// <summary>State known to this gateway of one coarse cell: its latest counts.</summary>
internal sealed class CountReplica(CellId cell) : WatchedCell(cell)
{
    public CellCounts Counts { get; private set; }

    public override LiveLane Lane => LiveLane.Counts;

    public void Take(in CellCounts counts)
    {
        Dirty |= !Known || counts != Counts;
        (Known, WantsSnapshot, Counts) = (true, false, counts);
    }

    protected override Segment Encode(IFrameEncoder encoder, bool whole) => encoder.Count(this);
}
