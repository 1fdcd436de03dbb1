using GrupoGad.Silo.PostGis.ReadModels;

namespace GrupoGad.Silo.PostGis.Dispatch;

/// <summary>Whether a road graph is loaded; looked at again once a minute, so that one loaded while the silo runs is used.</summary>
internal sealed partial class RoadGraph(PostGisSources sources, PostGisGuard guard, TimeProvider clock, ILogger<RoadGraph> logger)
{
    // The extension may be missing: nothing here may name a function of it.
    private const string Look = "SELECT max(speed_mps) FROM road_edges WHERE EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pgrouting')";

    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    private volatile Graph? _last;
    private long _lookedAt;

    /// <param name="FastestMps">Of all roads, m/s.</param>
    internal sealed record Graph(double FastestMps);

    /// <summary>As it was when last looked at; null: none.</summary>
    public Graph? Last => _last;

    /// <exception cref="GadUnavailableException">PostGIS is away.</exception>
    public async ValueTask<Graph?> Known(CancellationToken cancellation)
    {
        if (_lookedAt != 0 && clock.GetElapsedTime(_lookedAt) < LookEvery)
        {
            return _last;
        }
        var found = await guard.Run(Read, cancellation);
        if (found is null != _last is null)
        {
            LogChanged(found is null ? "straight lines" : "roads");
        }
        (_last, _lookedAt) = (found, clock.GetTimestamp());
        return found;
    }

    private async Task<Graph?> Read(CancellationToken cancellation)
    {
        await using var command = sources.Read.CreateCommand(Look);
        return await command.ExecuteScalarAsync(cancellation) is double fastest ? new Graph(fastest) : null;
    }

    [LoggerMessage(2390, LogLevel.Information, "Travel times are reckoned by {How} from now on")]
    private partial void LogChanged(string how);
}
