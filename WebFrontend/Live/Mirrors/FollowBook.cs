using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Live.Pump;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Live.Mirrors;

/// <summary>
/// Followed efectivos, each asked of its grain once a second however many sessions follow it. Asking is the simplest way that is right
/// wherever the efectivo goes; when more are followed than the rate allows, each is asked less often. Only the pump touches it.
/// </summary>
internal sealed partial class FollowBook(
    IGrainFactory grains, LiveInbox inbox, IOptions<LiveOptions> options, ILogger<FollowBook> logger)
{
    private const int IntervalMs = 1_000;

    /// <summary>As of calls to cells: whoever was asked of a silo that died never answers.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, FollowedEfectivo> _followed = [];
    private readonly Queue<(FollowedEfectivo Efectivo, long DueMs)> _turns = new();
    private readonly List<FollowedEfectivo> _changed = [];
    private long _nowMs;

    /// <summary>Those that changed since the last tick; emptied by the pump.</summary>
    public List<FollowedEfectivo> Changed => _changed;

    public FollowedEfectivo Open(string id)
    {
        if (!_followed.TryGetValue(id, out var efectivo))
        {
            _followed.Add(id, efectivo = new FollowedEfectivo(id));
        }
        if (!efectivo.Queued)
        {
            efectivo.Queued = true;
            _ = Ask(efectivo);
        }
        return efectivo;
    }

    /// <summary>Asks those whose turn it is, as many as the rate allows in this tick.</summary>
    public void Keep(long nowMs)
    {
        _nowMs = nowMs;
        var left = Math.Max(1, options.Value.FollowPerS * options.Value.PumpMs / 1_000);
        while (left > 0 && _turns.TryPeek(out var turn) && turn.DueMs <= nowMs)
        {
            _turns.Dequeue();
            if (turn.Efectivo.Viewers.Count == 0)
            {
                turn.Efectivo.Queued = false;
                _followed.Remove(turn.Efectivo.Id);
                continue;
            }
            _ = Ask(turn.Efectivo);
            left--;
        }
    }

    private async Task Ask(FollowedEfectivo efectivo)
    {
        EfectivoView? view = null;
        try
        {
            view = await grains.GetGrain<IEfectivoGrain>(efectivo.Id).Describe().AsTask().WaitAsync(_patience);
        }
        catch (Exception exception)
        {
            // Asked again on its next turn; followers keep what they have.
            LogAskFailed(logger, exception);
        }
        inbox.Do(() =>
        {
            efectivo.Take(view);
            if (efectivo.Dirty)
            {
                _changed.Add(efectivo);
            }
            _turns.Enqueue((efectivo, _nowMs + IntervalMs));
        });
    }
}
