using GrupoGad.Geo;
using GrupoGad.Operations;
using GrupoGad.Silo.PostGis.ReadModels;
using GrupoGad.Silo.PostGis.Sql;
using Npgsql;
using NpgsqlTypes;

namespace GrupoGad.Silo.PostGis.Operations;

/// <inheritdoc cref="IOperationDirectory"/>
internal sealed class OperationDirectory(PostGisSources sources, PostGisGuard guard) : IOperationDirectory
{
    // Code and title have a trigram index, which serves an ILIKE.
    private static readonly string _page = $"""
        SELECT id, title, type, priority, status, planned_start, planned_end, commander, ST_Y(place), ST_X(place), shown_version
        FROM (SELECT *, coalesce(point::geometry, ST_Centroid(area::geometry)) AS place FROM operations
            WHERE id > $1 AND (cardinality($2) = 0 OR status = ANY ($2)) AND ($3 = '%%' OR id ILIKE $3 OR title ILIKE $3)
                AND ($4 = '' OR EXISTS (SELECT 1 FROM operation_people WHERE efectivo_id = $4 AND operation_id = operations.id))
                AND planned_end >= $6 AND planned_start <= $7
                AND (NOT $8 OR {BoxSql.Holds("point", 9)} OR {BoxSql.Meets("area::geometry", 9)})
            ORDER BY id LIMIT $5) AS found ORDER BY id
        """;

    private const string Held = """
        SELECT operation_id, efectivo_id, assignment_id, step, at, reason, command_id FROM operation_people
        WHERE operation_id = ANY ($1) AND step <= 5 ORDER BY operation_id, step, efectivo_id
        """;

    public async ValueTask<OperationPage> Find(OperationQuery query, CancellationToken cancellation) =>
        await guard.Run(token => Ask(query, token), cancellation);

    private async Task<OperationPage> Ask(OperationQuery query, CancellationToken cancellation)
    {
        await using var connection = await sources.Read.OpenConnectionAsync(cancellation);
        var found = await Found(connection, query, cancellation);
        var isMore = found.Count > query.Limit;
        var page = found.Take(query.Limit).ToArray();
        var people = await People(connection, [.. page.Select(operation => operation.OperationId)], cancellation);
        return new OperationPage
        {
            Operations = [.. page.Select(operation => operation with { People = [.. people[operation.OperationId]] })],
            Next = isMore ? page[^1].OperationId : "",
        };
    }

    private static async Task<List<OperationSummary>> Found(NpgsqlConnection connection, OperationQuery query, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(_page, connection);
        command.Parameters.Add(new() { Value = query.After });
        command.Parameters.Add(new() { Value = query.Statuses.Select(status => (short)status).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Smallint });
        command.Parameters.Add(new() { Value = TextPattern.Containing(query.Text) });
        command.Parameters.Add(new() { Value = query.EfectivoId });
        // Reads one row more than asked for, to see whether there is a next page.
        command.Parameters.Add(new() { Value = query.Limit + 1 });
        command.Parameters.Add(new() { Value = query.From ?? DateTime.MinValue, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = query.To ?? DateTime.MaxValue, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = query.Bounds is not null });
        foreach (var edge in BoxSql.Of(query.Bounds ?? default))
        {
            command.Parameters.Add(new() { Value = edge });
        }
        var found = new List<OperationSummary>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(new OperationSummary
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
                Version = reader.GetInt64(10),
            });
        }
        return found;
    }

    private static async Task<ILookup<string, Assignment>> People(NpgsqlConnection connection, string[] operations, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Held, connection) { Parameters = { new() { Value = operations } } };
        var people = new List<(string Operation, Assignment Assignment)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            people.Add((reader.GetString(0), new Assignment
            {
                EfectivoId = reader.GetString(1),
                AssignmentId = reader.GetString(2),
                Step = (AssignmentStep)reader.GetInt16(3),
                At = reader.GetDateTime(4),
                Reason = reader.GetString(5),
                CommandId = reader.GetString(6),
            }));
        }
        return people.ToLookup(held => held.Operation, held => held.Assignment);
    }
}
