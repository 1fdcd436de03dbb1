using System.Collections.Immutable;
using GrupoGad.Operations;
using GrupoGad.Silo.PostGis.Reads;
using GrupoGad.Storage;

namespace GrupoGad.Silo.PostGis.Operations;

/// <inheritdoc cref="IOperationTimeline"/>
internal sealed class OperationTimeline(PostGisSources sources, PostGisGuard guard) : IOperationTimeline
{
    private const string Page = """
        SELECT sequence, at, actor, what, reason, before, after, efectivo_id FROM operation_timeline
        WHERE operation_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3
        """;

    public async ValueTask<TimelinePage> Read(string operationId, long after, int limit, CancellationToken cancellation) =>
        await guard.Run(token => Ask(operationId, after, limit, token), cancellation);

    private async Task<TimelinePage> Ask(string operationId, long after, int limit, CancellationToken cancellation)
    {
        await using var command = sources.Read.CreateCommand(Page);
        command.Parameters.Add(new() { Value = operationId });
        command.Parameters.Add(new() { Value = after });
        // One more than asked for tells whether there is a next page.
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
