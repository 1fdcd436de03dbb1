using GrupoGad.Silo.Membership;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Evictions;

/// <summary>Evicted silos in PostGIS, which takes no state, command or fence event from them any more.</summary>
/// <remarks>The order matters. First a trigger rejects the silo's new writes; then the end of its sessions ends the writes that it had begun.</remarks>
internal sealed class StoredEvictions(PostGisSources sources, TimeProvider clock) : IEvictions
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Longest wait for the end of the sessions. A silo that is cut off only from the other silos may open new ones; the trigger rejects its writes.
    /// </summary>
    private static readonly TimeSpan _endWithin = TimeSpan.FromSeconds(1);

    private const string Insert = "INSERT INTO evicted_silos (silo) VALUES ($1) ON CONFLICT DO NOTHING";

    private const string Sessions = """
        FROM pg_stat_activity
        WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid() AND split_part(application_name, ' ', 2) = $1
        """;

    /// <remarks>Ends all at once, without a wait. PostgreSQL would wait for one after the other, a tenth of a second each.</remarks>
    private const string End = "SELECT count(pg_terminate_backend(pid)) " + Sessions;

    private const string Left = "SELECT count(*) " + Sessions;

    private const string Known = "SELECT EXISTS (SELECT FROM evicted_silos WHERE silo = $1)";

    public async Task Record(SiloAddress silo, CancellationToken cancellation)
    {
        // Two statements in two transactions, because sessions that begin while the second is at work must see the first.
        await Ask<object?>(Insert, silo, cancellation);
        await Ask<long>(End, silo, cancellation);
        var began = clock.GetTimestamp();
        while (clock.GetElapsedTime(began) < _endWithin && await Ask<long>(Left, silo, cancellation) > 0)
        {
            await Task.Delay(_look, clock, cancellation);
        }
    }

    public Task<bool> Has(SiloAddress silo, CancellationToken cancellation) => Ask<bool>(Known, silo, cancellation)!;

    private async Task<T?> Ask<T>(string sql, SiloAddress silo, CancellationToken cancellation)
    {
        await using var command = sources.StateReads.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = SiloSession.Name(silo) });
        return await command.ExecuteScalarAsync(cancellation) is T answer ? answer : default;
    }
}
