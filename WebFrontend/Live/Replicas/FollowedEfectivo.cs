using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Live.Frames;

namespace GrupoGad.WebFrontend.Live.Replicas;

/// <summary>An efectivo that a screen follows wherever it is.</summary>
internal sealed class FollowedEfectivo(string id) : PolledSource(id)
{
    /// <summary>The grain's last answer; null until it has one, and for a code nobody registered.</summary>
    public EfectivoView? View { get; private set; }

    public override LiveLane Lane => LiveLane.Followed;

    public override async Task<Action> Ask(IGrainFactory grains)
    {
        var view = await grains.GetGrain<IEfectivoGrain>(Id).Describe();
        return () => Take(view);
    }

    public void Take(EfectivoView? view)
    {
        if (view is null)
        {
            return;
        }
        Dirty |= View is null || view.Fix != View.Fix || view.Availability != View.Availability
            || view.Profile.DisplayName != View.Profile.DisplayName || view.Profile.Unit != View.Profile.Unit;
        (Known, View) = (true, view);
    }

    protected override Segment Encode(IFrameEncoder encoder, bool whole) => encoder.State(View!);
}
