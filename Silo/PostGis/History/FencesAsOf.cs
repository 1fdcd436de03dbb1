using System.Collections.Immutable;
using GrupoGad.Fences;
using GrupoGad.Geo;
using GrupoGad.History;
using GrupoGad.Silo.PostGis.GrainStorage;
using GrupoGad.Silo.PostGis.Sql;
using Npgsql;

namespace GrupoGad.Silo.PostGis.History;

/// <summary>The fences as of an instant, from <c>fence_history</c>.</summary>
internal static class FencesAsOf
{
    // The shape is the centre of a circle or the line of a corridor, so the radius is added to it. A little too much towards the poles does no harm.
    private static readonly string _there = $"""
        SELECT id, document, active FROM fence_history
        WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1) AND (shape IS NULL OR EXISTS (SELECT 1
            FROM (SELECT ST_Expand(shape, radius_m / 111190 / cos(radians(least(85, greatest(abs(ST_YMin(shape)), abs(ST_YMax(shape)))))), radius_m / 111190) AS around) AS made
            WHERE {BoxSql.IsNear("around", 2)}))
        ORDER BY id, version LIMIT $6
        """;

    private const string Changed = """
        SELECT id, document, active, at FROM (
            SELECT id, version, document, active, valid_from AS at FROM fence_history WHERE valid_from > $1 AND valid_from <= $2
            UNION ALL SELECT id, version, NULL, active, valid_to FROM fence_history AS over WHERE valid_to > $1 AND valid_to <= $2
                AND NOT EXISTS (SELECT 1 FROM fence_history AS next WHERE next.id = over.id AND next.valid_from = over.valid_to)) AS changed
        ORDER BY at, version LIMIT $3
        """;

    // An installation before the migration of fences has none.
    private const string Kept = "SELECT to_regclass('fence_history') IS NOT NULL";

    /// <summary>Fences in the box or near it, and those that move with an efectivo.</summary>
    public static async Task<ImmutableArray<PastFence>> Read(
        NpgsqlConnection connection, DateTime at, GeoBounds bounds, int limit, CancellationToken cancellation)
    {
        var fences = ImmutableArray.CreateBuilder<PastFence>();
        if (await IsKept(connection, cancellation))
        {
            await using var command = connection.With(_there, [at, .. BoxSql.Of(bounds), limit]);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                fences.Add(Fence(reader)!);
            }
        }
        return fences.DrainToImmutable();
    }

    /// <summary>Changes of fences in order of time, anywhere.</summary>
    public static async Task<ImmutableArray<PastFenceChange>> Changes(
        NpgsqlConnection connection, DateTime from, DateTime to, int limit, CancellationToken cancellation)
    {
        var changes = ImmutableArray.CreateBuilder<PastFenceChange>();
        if (await IsKept(connection, cancellation))
        {
            await using var command = connection.With(Changed, from, to, limit);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                changes.Add(new PastFenceChange(reader.GetDateTime(3), reader.GetString(0), Fence(reader)));
            }
        }
        return changes.DrainToImmutable();
    }

    private static async Task<bool> IsKept(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.With(Kept);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private static PastFence? Fence(NpgsqlDataReader reader) => reader.IsDBNull(1) ? null : new PastFence
    {
        FenceId = reader.GetString(0),
        Plan = StateJson.Deserialize<FencePlan>(reader.GetFieldValue<byte[]>(1)),
        Active = reader.GetBoolean(2),
    };
}
