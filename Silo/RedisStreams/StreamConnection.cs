using StackExchange.Redis;

namespace GrupoGad.Silo.RedisStreams;

/// <summary>The connection that all queues of this process share, so that the commands of many queues share one round trip.</summary>
internal sealed class StreamConnection(string address, RedisStreamsOptions options) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private Task<ConnectionMultiplexer>? _multiplexer;

    /// <summary>Returns also while Redis is away; the connection then retries until Redis is there. A try that failed is not kept.</summary>
    public async Task<IConnectionMultiplexer> Open()
    {
        Task<ConnectionMultiplexer> opening;
        lock (_lock)
        {
            opening = _multiplexer is { IsFaulted: false, IsCanceled: false } known ? known : _multiplexer = ConnectionMultiplexer.ConnectAsync(Settings(address, options));
        }
        return await opening;
    }

    /// <remarks>
    /// The library's defaults notice a loss within seconds and come back within ten; a command promised in five cannot wait for that. While the
    /// connection is down, commands wait for it no longer than <see cref="RedisStreamsOptions.OperationTimeoutMs"/>.
    /// </remarks>
    internal static ConfigurationOptions Settings(string address, RedisStreamsOptions options)
    {
        var settings = ConfigurationOptions.Parse(address);
        settings.ClientName = "gad-streams";
        settings.AbortOnConnectFail = false;
        settings.ConnectTimeout = settings.AsyncTimeout = settings.SyncTimeout = options.OperationTimeoutMs;
        settings.ReconnectRetryPolicy = new LinearRetry(options.RetryMaxMs);
        // Looks for commands out of time and for lost connections; the default of a second would double the shortest time-out.
        settings.HeartbeatInterval = TimeSpan.FromMilliseconds(250);
        return settings;
    }

    public async ValueTask DisposeAsync()
    {
        if (_multiplexer is { IsFaulted: false, IsCanceled: false } known)
        {
            await (await known).DisposeAsync();
        }
    }
}
