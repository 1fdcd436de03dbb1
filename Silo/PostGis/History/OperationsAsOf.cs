using System.Collections.Immutable;
using GrupoGad.Geo;
using GrupoGad.History;
using GrupoGad.Operations;
using GrupoGad.Silo.PostGis.Sql;
using Npgsql;

namespace GrupoGad.Silo.PostGis.History;

/// <summary>Operations as of an instant: plan and status from <c>operation_history</c>, bound efectivos from their timelines.</summary>
internal static class OperationsAsOf
{
    private const string Columns = """
        stood.operation_id, stood.title, stood.type, stood.priority, stood.status, stood.planned_start, stood.planned_end, stood.commander,
        ST_Y(stood.point::geometry), ST_X(stood.point::geometry), ST_AsBinary(stood.area::geometry)
        """;

    private static readonly string _open = $"""
        SELECT {Columns}, $1 FROM operation_history AS stood WHERE during @> $1 AND status <= 3
            AND (point IS NULL AND area IS NULL OR {BoxSql.Holds("point", 2)} OR {BoxSql.IsNear("area::geometry", 2)})
        ORDER BY operation_id LIMIT $6
        """;

    private static readonly string _at = $"""
        SELECT {Columns}, asked.at FROM unnest($1::text[], $2::timestamptz[]) WITH ORDINALITY AS asked (operation_id, at, place)
        JOIN operation_history AS stood ON stood.operation_id = asked.operation_id AND stood.during @> asked.at ORDER BY place
        """;

    private const string Bound = """
        SELECT DISTINCT ON (place, efectivo_id) place, efectivo_id, after, told.at FROM unnest($1::text[], $2::timestamptz[]) WITH ORDINALITY AS asked (operation_id, at, place)
        JOIN operation_timeline AS told ON told.operation_id = asked.operation_id AND told.at <= asked.at AND efectivo_id <> '' AND what LIKE 'assignment.%'
        ORDER BY place, efectivo_id, sequence DESC
        """;

    private const string Changed = """
        SELECT DISTINCT operation_id, at FROM (SELECT operation_id, lower(during) AS at FROM operation_history WHERE lower(during) > $1 AND lower(during) <= $2
            UNION ALL SELECT operation_id, at FROM operation_timeline WHERE at > $1 AND at <= $2 AND what LIKE 'assignment.%') AS changed
        ORDER BY at, operation_id LIMIT $3
        """;

    /// <summary>Open operations with a place in the box, or without a place.</summary>
    public static async Task<ImmutableArray<PastOperation>> Open(
        NpgsqlConnection connection, DateTime at, GeoBounds bounds, int limit, CancellationToken cancellation)
    {
        var stood = await Read(connection, _open, [at, .. BoxSql.Of(bounds), limit], cancellation);
        return [.. (await WithPeople(connection, stood, cancellation)).Select(change => change.Operation)];
    }

    /// <summary>Changes after <paramref name="from"/>, each with the operation as it was from then on.</summary>
    public static async Task<ImmutableArray<PastOperationChange>> Changes(
        NpgsqlConnection connection, DateTime from, DateTime to, int limit, CancellationToken cancellation)
    {
        var (operations, times) = (new List<string>(), new List<DateTime>());
        await using (var command = connection.With(Changed, from, to, limit))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                operations.Add(reader.GetString(0));
                times.Add(reader.GetDateTime(1));
            }
        }
        return operations.Count == 0 ? []
            : await WithPeople(connection, await Read(connection, _at, [operations.ToArray(), times.ToArray()], cancellation), cancellation);
    }

    private static async Task<List<PastOperationChange>> Read(NpgsqlConnection connection, string sql, object[] values, CancellationToken cancellation)
    {
        var stood = new List<PastOperationChange>();
        await using var command = connection.With(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            stood.Add(new PastOperationChange(reader.GetDateTime(11), new PastOperation
            {
                OperationId = reader.GetString(0),
                Title = reader.GetString(1),
                Type = (OperationType)reader.GetInt16(2),
                Priority = (OperationPriority)reader.GetInt16(3),
                Status = (OperationStatus)reader.GetInt16(4),
                PlannedStart = reader.GetDateTime(5),
                PlannedEnd = reader.GetDateTime(6),
                Commander = reader.GetString(7),
                Point = reader.IsDBNull(8) ? null : new GeoPoint(reader.GetDouble(8), reader.GetDouble(9)),
                Area = reader.IsDBNull(10) ? [] : Wkb.Ring(reader.GetFieldValue<byte[]>(10)),
            }));
        }
        return stood;
    }

    private static async Task<ImmutableArray<PastOperationChange>> WithPeople(
        NpgsqlConnection connection, List<PastOperationChange> stood, CancellationToken cancellation)
    {
        var people = new List<(long Place, PastPerson Person)>();
        await using (var command = connection.With(Bound, stood.Select(one => one.Operation.OperationId).ToArray(), stood.Select(one => one.At).ToArray()))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                // A denied assignment has an outcome there instead of a step, and never held an efectivo.
                if (Enum.TryParse<AssignmentStep>(reader.GetString(2), out var step) && step is >= AssignmentStep.Reserved and <= AssignmentStep.OnScene)
                {
                    people.Add((reader.GetInt64(0), new PastPerson(reader.GetString(1), step, reader.GetDateTime(3))));
                }
            }
        }
        var held = people.ToLookup(bond => bond.Place, bond => bond.Person);
        return [.. stood.Select((one, i) => one with { Operation = one.Operation with { People = [.. held[i + 1]] } })];
    }
}
