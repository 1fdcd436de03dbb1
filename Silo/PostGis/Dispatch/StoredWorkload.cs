using GrupoGad.Dispatch;
using GrupoGad.Silo.PostGis.ReadModels;
using NpgsqlTypes;

namespace GrupoGad.Silo.PostGis.Dispatch;

/// <inheritdoc cref="IWorkload"/>
internal sealed class StoredWorkload(PostGisSources sources, PostGisGuard guard) : IWorkload
{
    // What was reserved and not accepted was no work.
    private const string Count = """
        SELECT efectivo_id, count(DISTINCT operation_id)::int FROM operation_timeline
        WHERE efectivo_id = ANY ($1) AND efectivo_id <> '' AND at >= $2 AND what = 'assignment.accepted' GROUP BY efectivo_id
        """;

    public async ValueTask<IReadOnlyDictionary<string, int>> Since(DateTime time, IReadOnlyCollection<string> efectivos, CancellationToken cancellation) =>
        await guard.Run(token => Ask(time, [.. efectivos], token), cancellation);

    private async Task<Dictionary<string, int>> Ask(DateTime time, string[] efectivos, CancellationToken cancellation)
    {
        await using var command = sources.Read.CreateCommand(Count);
        command.Parameters.Add(new() { Value = efectivos });
        command.Parameters.Add(new() { Value = time, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            counts[reader.GetString(0)] = reader.GetInt32(1);
        }
        return counts;
    }
}
