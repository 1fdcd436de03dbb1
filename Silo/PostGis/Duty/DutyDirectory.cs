using System.Collections.Immutable;
using GrupoGad.Duty;
using GrupoGad.Efectivos;
using GrupoGad.Silo.PostGis.ReadModels;
using Npgsql;
using NpgsqlTypes;

namespace GrupoGad.Silo.PostGis.Duty;

/// <inheritdoc cref="IDutyDirectory"/>
internal sealed class DutyDirectory(PostGisSources sources, PostGisGuard guard) : IDutyDirectory
{
    private const string Units = """
        SELECT unit, count(*)::int, count(*) FILTER (WHERE works)::int, count(*) FILTER (WHERE is_away)::int,
            count(*) FILTER (WHERE works AND availability = 1)::int, count(*) FILTER (WHERE works AND availability = 2)::int
        FROM (SELECT unit, availability, away.efectivo_id IS NOT NULL AS is_away, shifts.efectivo_id IS NOT NULL AND away.efectivo_id IS NULL AS works
            FROM efectivos
            LEFT JOIN (SELECT efectivo_id FROM duty_shifts WHERE during @> $1::timestamptz) AS shifts ON shifts.efectivo_id = efectivos.id
            LEFT JOIN (SELECT efectivo_id FROM duty_leaves WHERE during @> $1::timestamptz) AS away ON away.efectivo_id = efectivos.id) AS people
        GROUP BY unit ORDER BY unit COLLATE "C"
        """;

    private const string OnShift = """
        SELECT id, display_name, unit, availability, upper(during) FROM duty_shifts JOIN efectivos ON id = efectivo_id
        WHERE during @> $1::timestamptz AND ($2::text IS NULL OR unit = $2) AND id COLLATE "C" > $3
            AND NOT EXISTS (SELECT FROM duty_leaves AS away WHERE away.efectivo_id = id AND away.during @> $1::timestamptz)
        ORDER BY id COLLATE "C" LIMIT $4
        """;

    public async ValueTask<DutyPicture> At(DutyQuery query, CancellationToken cancellation) => await guard.Run(token => Ask(query, token), cancellation);

    private async Task<DutyPicture> Ask(DutyQuery query, CancellationToken cancellation)
    {
        await using var connection = await sources.Read.OpenConnectionAsync(cancellation);
        var units = await All(connection, query, cancellation);
        if (query.Limit == 0)
        {
            return new DutyPicture { Units = units };
        }
        var people = await People(connection, query, cancellation);
        return new DutyPicture
        {
            Units = units, People = [.. people.Take(query.Limit)], Next = people.Count > query.Limit ? people[query.Limit - 1].EfectivoId : "",
        };
    }

    private static async Task<ImmutableArray<UnitDuty>> All(NpgsqlConnection connection, DutyQuery query, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Units, connection) { Parameters = { new() { Value = query.At } } };
        var units = ImmutableArray.CreateBuilder<UnitDuty>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            units.Add(new(reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5)));
        }
        return units.DrainToImmutable();
    }

    private static async Task<List<PersonOnDuty>> People(NpgsqlConnection connection, DutyQuery query, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(OnShift, connection);
        command.Parameters.Add(new() { Value = query.At });
        command.Parameters.Add(new() { Value = (object?)query.Unit ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = query.After });
        // Reads one row more than asked for, to see whether there is a next page.
        command.Parameters.Add(new() { Value = query.Limit + 1 });
        var people = new List<PersonOnDuty>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            people.Add(new(reader.GetString(0), reader.GetString(1), reader.GetString(2), (Availability)reader.GetInt16(3), reader.GetDateTime(4)));
        }
        return people;
    }
}
