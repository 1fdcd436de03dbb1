using StackExchange.Redis;

namespace GrupoGad.Silo.RedisStreams;

/// <summary>
/// Hears of appended entries at once. A blocking read would hold up the connection that all share; so each append is called out on a channel. A
/// call may be lost: the wait ends by itself.
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
