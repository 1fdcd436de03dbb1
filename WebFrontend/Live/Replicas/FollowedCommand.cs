using GrupoGad.Commands;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Messages;
using LadderPage = GrupoGad.Commands.LadderPage;

namespace GrupoGad.WebFrontend.Live.Replicas;

/// <summary>A command whose ladders a screen follows: the first of them; the rest are paged over REST.</summary>
/// <param name="laddersMax">Ladders of one frame.</param>
internal sealed class FollowedCommand(string id, int laddersMax) : PolledSource(id)
{
    /// <summary>The grain's last answer; null until it has one, and for an id nobody issued.</summary>
    public LadderPage? Page { get; private set; }

    public override LiveLane Lane => LiveLane.Alone;

    public override async Task<Action> Ask(IGrainFactory grains)
    {
        var page = await grains.GetGrain<ICommandGrain>(Id).Ladders("", laddersMax);
        return () => Take(page);
    }

    public void Take(LadderPage? page)
    {
        if (page is null)
        {
            return;
        }
        Dirty |= Page is null || page.Command.Version != Page.Command.Version || page.Command.Status != Page.Command.Status
            || page.Command.Overdue != Page.Command.Overdue || !page.Command.ByStep.SequenceEqual(Page.Command.ByStep);
        (Known, Page) = (true, page);
    }

    protected override Segment Encode(IFrameEncoder encoder, bool whole) => encoder.Message(new ServerFrame { Ladders = Page!.ToWire() });
}
