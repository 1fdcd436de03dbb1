using GrupoGad.Duty;
using GrupoGad.Silo.PostGis.ReadModels;
using Npgsql;
using NpgsqlTypes;

namespace GrupoGad.Silo.PostGis.Duty;

/// <inheritdoc cref="IDutyRecord"/>
internal sealed class DutyRecord(PostGisSources sources, PostGisGuard guard) : IDutyRecord
{
    private const string Columns = """
        SELECT efectivo_id, sequence, at, actor, what, reason, leave_id, lower(during), upper(during) FROM duty_changes
        WHERE at >= $1 AND at < $2 AND ($3::text IS NULL OR actor = $3)
        """;

    /// <remarks>By its key: numbers grow with time.</remarks>
    private const string OfOne = Columns + " AND efectivo_id = $4 AND sequence < $5 ORDER BY sequence DESC LIMIT $6";

    private const string OfAll = Columns + """
         AND (at, efectivo_id COLLATE "C", sequence) < ($4, $5, $6) ORDER BY at DESC, efectivo_id COLLATE "C" DESC, sequence DESC LIMIT $7
        """;

    public async ValueTask<DutyChangesPage> Changes(DutyChangesQuery query, CancellationToken cancellation) => await guard.Run(token => Ask(query, token), cancellation);

    private async Task<DutyChangesPage> Ask(DutyChangesQuery query, CancellationToken cancellation)
    {
        await using var command = sources.Read.CreateCommand(query.EfectivoId.Length > 0 ? OfOne : OfAll);
        Add(command, query.From ?? DateTime.MinValue);
        Add(command, query.To ?? DateTime.MaxValue);
        command.Parameters.Add(new() { Value = query.Actor.Length > 0 ? query.Actor : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        if (query.EfectivoId.Length > 0)
        {
            command.Parameters.Add(new() { Value = query.EfectivoId });
        }
        else
        {
            Add(command, query.Before?.At ?? DateTime.MaxValue);
            command.Parameters.Add(new() { Value = query.Before?.EfectivoId ?? "" });
        }
        command.Parameters.Add(new() { Value = query.Before?.Sequence ?? long.MaxValue });
        // Reads one row more than asked for, to see whether there is a next page.
        command.Parameters.Add(new() { Value = query.Limit + 1 });
        var found = new List<DutyChange>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(new()
            {
                EfectivoId = reader.GetString(0), Sequence = reader.GetInt64(1), At = reader.GetDateTime(2), Actor = reader.GetString(3), What = reader.GetString(4),
                Reason = reader.GetString(5), LeaveId = reader.GetString(6), Start = reader.GetDateTime(7), End = reader.GetDateTime(8),
            });
        }
        return DutyChangesPage.Of(found, query.Limit);
    }

    /// <remarks>The driver writes the ends of <see cref="DateTime"/> as infinities.</remarks>
    private static void Add(NpgsqlCommand command, DateTime time) =>
        command.Parameters.Add(new() { Value = DateTime.SpecifyKind(time, DateTimeKind.Utc), NpgsqlDbType = NpgsqlDbType.TimestampTz });
}
