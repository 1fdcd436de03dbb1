using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Live.Broadcast;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Live.Replicas;

/// <summary>
/// Followed efectivos and commands, each asked of its grain once a second however many sessions follow it. Asking is the simplest way that is
/// right wherever they go; when more are followed than the rate allows, each is asked less often. Only the broadcaster touches it.
/// </summary>
internal sealed partial class FollowRegistry(
    IGrainFactory grains, LiveInbox inbox, IOptions<LiveOptions> options, ILogger<FollowRegistry> logger)
{
    private const int IntervalMs = 1_000;

    private readonly Dictionary<(Type Kind, string Id), PolledSource> _followed = [];
    private readonly Queue<(PolledSource Source, long DueMs)> _turns = new();
    private long _nowMs;

    /// <summary>Those that changed since the last tick; emptied by the broadcaster.</summary>
    public List<PolledSource> Changed { get; } = [];

    public PolledSource OpenEfectivo(string id) => Open((typeof(FollowedEfectivo), id), () => new FollowedEfectivo(id));

    public PolledSource OpenCommand(string id) => Open((typeof(FollowedCommand), id), () => new FollowedCommand(id, options.Value.LaddersMax));

    /// <summary>Asks those whose turn it is, as many as the rate allows in this tick.</summary>
    public void Keep(long nowMs)
    {
        _nowMs = nowMs;
        var left = Math.Max(1, options.Value.FollowPerS * options.Value.PumpMs / 1_000);
        while (left > 0 && _turns.TryPeek(out var turn) && turn.DueMs <= nowMs)
        {
            _turns.Dequeue();
            if (turn.Source.Viewers.Count == 0)
            {
                turn.Source.Queued = false;
                _followed.Remove((turn.Source.GetType(), turn.Source.Id));
                continue;
            }
            _ = Ask(turn.Source);
            left--;
        }
    }

    private PolledSource Open((Type, string) key, Func<PolledSource> make)
    {
        if (!_followed.TryGetValue(key, out var source))
        {
            _followed.Add(key, source = make());
        }
        if (!source.Queued)
        {
            source.Queued = true;
            _ = Ask(source);
        }
        return source;
    }

    private async Task Ask(PolledSource source)
    {
        Action? take = null;
        try
        {
            // As with watches, a silo that died never answers.
            take = await source.Ask(grains).WaitAsync(WatchCalls.Patience);
        }
        catch (Exception exception) when (FailureAnswers.IsOutage(exception))
        {
            LogAway(logger, GadUnavailableException.PartOf(exception));
        }
        catch (Exception exception)
        {
            // Asked again on its next turn; followers keep what they have.
            LogAskFailed(logger, exception);
        }
        inbox.Do(() =>
        {
            // Enqueued first, so that the source is asked again even if its answer throws.
            _turns.Enqueue((source, _nowMs + IntervalMs));
            take?.Invoke();
            if (source.Dirty)
            {
                Changed.Add(source);
            }
        });
    }
}
