using GrupoGad.Silo.Membership;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Evictions;

/// <summary>Evicted silos in PostGIS, which takes no state, command or fence event from them any more.</summary>
/// <remarks>In this order: what the silo begins from now on is refused by a trigger, and what it had begun before ends with its sessions.</remarks>
internal sealed class StoredEvictions(PostGisSources sources, TimeProvider clock) : IEvictions
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(10);

    /// <summary>A silo that is cut off from the others, but not from here, may come back with new sessions: the trigger refuses what they write.</summary>
    private static readonly TimeSpan _endWithin = TimeSpan.FromSeconds(1);

    private const string Insert = "INSERT INTO evicted_silos (silo) VALUES ($1) ON CONFLICT DO NOTHING";

    private const string Sessions = """
        FROM pg_stat_activity
        WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid() AND split_part(application_name, ' ', 2) = $1
        """;

    /// <remarks>All at once, without a wait: PostgreSQL would wait for one after the other, a tenth of a second each.</remarks>
    private const string End = "SELECT count(pg_terminate_backend(pid)) " + Sessions;

    private const string Left = "SELECT count(*) " + Sessions;

    private const string Known = "SELECT EXISTS (SELECT FROM evicted_silos WHERE silo = $1)";

    public async Task Record(SiloAddress silo, CancellationToken cancellation)
    {
        // Two statements, two transactions: the first must be seen by those that begin while the second is at work.
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
