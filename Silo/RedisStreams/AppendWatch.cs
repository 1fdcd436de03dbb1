using StackExchange.Redis;

namespace GrupoGad.Silo.RedisStreams;

/// <summary>
/// Receives the signal of an appended entry at once. A blocking read would hold up the shared connection, so each append is published on a channel. A signal
/// may be lost; the wait then ends by its limit.
/// </summary>
internal sealed class AppendWatch(ISubscriber subscriber, RedisChannel channel)
{
    private readonly SemaphoreSlim _heard = new(0, 1);

    public bool IsOn { get; private set; }

    public async Task Begin(CancellationToken cancellation)
    {
        await subscriber.SubscribeAsync(channel, OnAppend).WaitAsync(cancellation);
        IsOn = true;
    }

    /// <summary>Waits until a notice of an append arrives, or the time is over. Returns at once when one arrived since the last wait.</summary>
    public Task Wait(TimeSpan limit, CancellationToken cancellation) => _heard.WaitAsync(limit, cancellation);

    public async Task End()
    {
        if (IsOn)
        {
            IsOn = false;
            await subscriber.UnsubscribeAsync(channel, OnAppend);
        }
    }

    private void OnAppend(RedisChannel heardOn, RedisValue message)
    {
        try
        {
            if (_heard.CurrentCount == 0)
            {
                _heard.Release();
            }
        }
        catch (SemaphoreFullException)
        {
            // Two calls at once; one is enough.
        }
    }
}
