using GrupoGad.WebFrontend.Live.Replicas;
using GrupoGad.WebFrontend.Live.Sessions;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Live.Broadcast;

/// <summary>Turns what sessions ask to see into sources they look at. Only the broadcaster touches it.</summary>
internal sealed class SubscriptionRegistry(CellRegistry cells, BoardRegistry boards, FollowRegistry follows, LiveAgreement agreement, IOptions<LiveOptions> options)
{
    /// <summary>Between two changes of one session's subscription, milliseconds: of the wishes of a map being dragged the latest counts.</summary>
    private const int IntervalMs = 200;

    private readonly List<SessionView> _wishing = [];

    public void Wish(SessionView view, Wish wish)
    {
        if (view.Wish is null && !view.Gone)
        {
            _wishing.Add(view);
        }
        view.Wish = wish;
    }

    public void Leave(SessionView view)
    {
        view.Gone = true;
        view.Look([]);
        view.Closed.Clear();
    }

    /// <summary>Carries out the wishes that are due.</summary>
    /// <param name="looking">Called with each session that looks elsewhere now.</param>
    /// <param name="failed">Called for a wish that cannot be carried out. The wish is forgotten, and the others go on.</param>
    public void Keep(long nowMs, Action<SessionView> looking, Action<Exception> failed) => _wishing.RemoveAll(view =>
    {
        if (view.Gone)
        {
            return true;
        }
        if (nowMs < view.WishDueMs)
        {
            return false;
        }
        try
        {
            view.Look(Sources(view.Wish!));
        }
        catch (Exception exception)
        {
            failed(exception);
        }
        (view.Wish, view.WishDueMs) = (null, nowMs + IntervalMs);
        looking(view);
        return true;
    });

    private HashSet<LiveSource> Sources(Wish wish)
    {
        var sources = new HashSet<LiveSource>();
        if (wish.Bounds is { } bounds)
        {
            foreach (var cell in Viewing.Cells(bounds, agreement.LiveLevel, options.Value.LiveCellsMax, options.Value.CountCellsMax))
            {
                sources.Add(cells.Open(cell, agreement.LiveLevel));
            }
        }
        foreach (var id in wish.Efectivos)
        {
            sources.Add(follows.OpenEfectivo(id));
        }
        foreach (var id in wish.Commands)
        {
            sources.Add(follows.OpenCommand(id));
        }
        if (wish.Board)
        {
            sources.Add(boards.Open());
        }
        return sources;
    }
}
