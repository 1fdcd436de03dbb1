using Microsoft.Extensions.Options;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Replica;

/// <summary>The replica's pool, and whether the replica may be read now.</summary>
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

    /// <summary>Null when no replica is configured.</summary>
    public NpgsqlDataSource? Source { get; }

    /// <summary>True when the replica lags by no more than allowed. The time since the last measurement is added to the measured lag.</summary>
    public bool IsNear => _state is { Lag: { } lag, At: var at } && (lag + _clock.GetElapsedTime(at)).TotalSeconds <= _lagMaxS;

    /// <param name="lag">Null when the replica does not answer.</param>
    public void Known(TimeSpan? lag) => _state = new(lag, _clock.GetTimestamp());

    public ValueTask DisposeAsync() => Source?.DisposeAsync() ?? ValueTask.CompletedTask;

    private sealed record State(TimeSpan? Lag, long At);
}
