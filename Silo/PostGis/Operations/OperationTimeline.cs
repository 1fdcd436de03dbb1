using System.Collections.Immutable;
using GrupoGad.Commands;
using GrupoGad.Operations;
using GrupoGad.Silo.PostGis.ReadModels;
using NpgsqlTypes;

namespace GrupoGad.Silo.PostGis.Operations;

/// <inheritdoc cref="IOperationTimeline"/>
internal sealed class OperationTimeline(PostGisSources sources, PostGisGuard guard) : IOperationTimeline
{
    private const string Page = """
        SELECT sequence, at, actor, what, reason, before, after, efectivo_id FROM operation_timeline
        WHERE operation_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3
        """;

    // From the operation's own line on after which is read. A waiver stands though its order is answered later.
    private const string Ordered = """
        WITH orders AS (SELECT * FROM commands WHERE operation_id = $1 AND operation_id <> '' AND kind <> 3),
        lines AS (
            SELECT issued_at AS at, issuer AS actor, left(text, 500) AS reason, command_id, class, NULL::smallint AS step, NULL::smallint AS closed, '' AS efectivo_id FROM orders
            UNION ALL
            SELECT closed_at, coalesce(closed_by, ''), coalesce(close_reason, ''), command_id, class, NULL, closed_how, '' FROM orders WHERE closed_how > 1
            UNION ALL
            SELECT recorded_at, actor, reason, command_id, class, step, NULL, efectivo_id FROM orders JOIN command_steps USING (command_id) WHERE step <> ALL ($4))
        SELECT at, actor, reason, command_id, class, step, closed, efectivo_id, count(*) OVER () AS of FROM lines
        WHERE at < $3 AND at >= coalesce((SELECT at FROM operation_timeline WHERE operation_id = $1 AND sequence = $2), '-infinity')
        ORDER BY at, command_id, step LIMIT $5
        """;

    public async ValueTask<TimelinePage> Read(string operationId, long after, int limit, CancellationToken cancellation) =>
        await guard.Run(token => Ask(operationId, after, limit, token), cancellation);

    private async Task<TimelinePage> Ask(string operationId, long after, int limit, CancellationToken cancellation)
    {
        var own = await Own(operationId, after, limit, cancellation);
        var (orders, all) = await Orders(operationId, after, own.Next is null ? null : own.Entries[^1].At, cancellation);
        return own with { Entries = OrderLines.Between(after, own.Entries, orders, all) };
    }

    /// <returns>The oldest, and the number of all.</returns>
    private async Task<(List<OrderLine> Lines, long All)> Orders(string operationId, long after, DateTime? before, CancellationToken cancellation)
    {
        await using var command = sources.Read.CreateCommand(Ordered);
        command.Parameters.Add(new() { Value = operationId });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = before ?? DateTime.MaxValue, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = OrderLines.Untold.Select(step => (short)step).ToArray() });
        command.Parameters.Add(new() { Value = OrderLines.Max });
        var (lines, all) = (new List<OrderLine>(), 0L);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            lines.Add(new OrderLine(
                reader.GetDateTime(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), (CommandClass)reader.GetInt16(4),
                reader.IsDBNull(5) ? null : (LadderStep)reader.GetInt16(5), reader.IsDBNull(6) ? null : (ClosedHow)reader.GetInt16(6), reader.GetString(7)));
            all = reader.GetInt64(8);
        }
        return (lines, all);
    }

    private async Task<TimelinePage> Own(string operationId, long after, int limit, CancellationToken cancellation)
    {
        await using var command = sources.Read.CreateCommand(Page);
        command.Parameters.Add(new() { Value = operationId });
        command.Parameters.Add(new() { Value = after });
        // Reads one row more than asked for, to see whether there is a next page.
        command.Parameters.Add(new() { Value = limit + 1 });
        var entries = ImmutableArray.CreateBuilder<TimelineEntry>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            if (entries.Count == limit)
            {
                return new TimelinePage { Entries = entries.DrainToImmutable(), Next = reader.GetInt64(0) - 1 };
            }
            entries.Add(new TimelineEntry
            {
                Sequence = reader.GetInt64(0),
                At = reader.GetDateTime(1),
                Actor = reader.GetString(2),
                What = reader.GetString(3),
                Reason = reader.GetString(4),
                Before = reader.GetString(5),
                After = reader.GetString(6),
                EfectivoId = reader.GetString(7),
            });
        }
        return new TimelinePage { Entries = entries.DrainToImmutable() };
    }
}
