using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Live.Broadcast;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Live.Replicas;

/// <summary>The gateway's calls to the grains it watches, a bounded number at once. Started by the broadcaster; the answers come back through its inbox.</summary>
internal sealed partial class WatchCalls(LiveInbox inbox, IOptions<LiveOptions> options, ILogger<WatchCalls> logger)
{
    /// <summary>
    /// A grain answers in milliseconds. A call that was under way to a silo when it died is never answered,
    /// and Orleans would give it up only after half a minute.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _room = new(options.Value.CellCallsMax);

    /// <param name="done">Called on the broadcaster with true when the call worked.</param>
    public void Start<T>(T watched, Func<Task> call, Action<T, bool> done) => _ = Call(watched, call, done);

    /// <summary>Asks something of the replicas, in the middle of a call.</summary>
    public Task<bool> OnBroadcaster(Func<bool> ask)
    {
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        inbox.Do(() => answer.SetResult(ask()));
        return answer.Task;
    }

    private async Task Call<T>(T watched, Func<Task> call, Action<T, bool> done)
    {
        await _room.WaitAsync();
        var worked = false;
        try
        {
            await call().WaitAsync(Patience);
            worked = true;
        }
        catch (Exception exception) when (FailureAnswers.IsOutage(exception))
        {
            LogAway(logger, GadUnavailableException.PartOf(exception));
        }
        catch (Exception exception)
        {
            // Whatever it was, the replica is kept and the call is made again: sessions keep what they have.
            LogCallFailed(logger, exception);
        }
        finally
        {
            _room.Release();
            inbox.Do(() => done(watched, worked));
        }
    }
}
