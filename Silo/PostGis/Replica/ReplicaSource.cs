using Microsoft.Extensions.Options;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Replica;

/// <summary>The replica's pool, and whether it may be asked now.</summary>
internal sealed class ReplicaSource : IAsyncDisposable
{
    private readonly TimeProvider _clock;
    private readonly double _lagMaxS;
    private volatile State _state = new(null, 0);

    public ReplicaSource(IConfiguration configuration, IOptions<PostGisOptions> postGis, IOptions<ReplicaOptions> options, TimeProvider clock)
    {
        (_clock, _lagMaxS) = (clock, options.Value.LagMaxS);
        if (configuration.GetConnectionString("PostGisReplica") is { Length: > 0 } address)
        {
            Source = NpgsqlDataSource.Create(PostGisConnections.Replica(address, postGis.Value, options.Value));
        }
    }

    /// <summary>Null: there is none.</summary>
    public NpgsqlDataSource? Source { get; }

    /// <summary>Behind by no more than it may be, as far as anybody knows: what was seen grows old as the clock goes on.</summary>
    public bool IsNear => _state is { Lag: { } lag, At: var at } && (lag + _clock.GetElapsedTime(at)).TotalSeconds <= _lagMaxS;

    /// <param name="lag">Null: it does not answer.</param>
    public void Known(TimeSpan? lag) => _state = new(lag, _clock.GetTimestamp());

    public ValueTask DisposeAsync() => Source?.DisposeAsync() ?? ValueTask.CompletedTask;

    private sealed record State(TimeSpan? Lag, long At);
}
