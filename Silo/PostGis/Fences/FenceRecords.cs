using System.Collections.Immutable;
using GrupoGad.Fences;
using GrupoGad.Silo.PostGis.Reads;
using GrupoGad.Storage;
using Npgsql;
using NpgsqlTypes;

namespace GrupoGad.Silo.PostGis.Fences;

/// <inheritdoc cref="IFenceRecords"/>
internal sealed class FenceRecords(PostGisSources sources, PostGisGuard guard) : IFenceRecords
{
    private const string Page = $"""
        SELECT {FenceColumns.Event} FROM fence_events event
        WHERE ($1 = '' OR fence_id = $1) AND ($2 = '' OR efectivo_id = $2) AND ($3 = '' OR operation_id = $3) AND (cardinality($4) = 0 OR kind = ANY ($4))
            AND ($5::timestamptz IS NULL OR at >= $5) AND ($6::timestamptz IS NULL OR at < $6) AND ($7::bigint IS NULL OR number < $7)
        ORDER BY number DESC LIMIT $8
        """;

    private const string Feed = $"SELECT {FenceColumns.Event} FROM fence_events event WHERE number > $1 ORDER BY number LIMIT $2";

    private const string Owing = $"SELECT {FenceColumns.Event} FROM fence_events event WHERE fence_id = $1 AND owed ORDER BY number LIMIT $2";

    private const string Visits = "SELECT fence_id, since, flags, changed_at FROM fence_presence WHERE efectivo_id = $1";

    // Told of a fix of its own, live: such a fix and what came before it was judged.
    private const string LastTold = "SELECT max(at) FROM fence_events WHERE efectivo_id = $1 AND at > $2 AND cause = 1 AND kind NOT BETWEEN 5 AND 8 AND NOT late";

    private const string Visiting = "SELECT efectivo_id, since, flags FROM fence_presence WHERE fence_id = $1 ORDER BY efectivo_id";

    public ValueTask<ImmutableArray<FenceEvent>> Find(FenceEventQuery query, CancellationToken cancellation) => Ask(Page, FenceColumns.ReadEvent, cancellation,
        Value(query.FenceId), Value(query.EfectivoId), Value(query.OperationId),
        new() { Value = query.Kinds.Select(kind => (short)kind).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Smallint },
        Time(query.From), Time(query.To), new() { Value = (object?)query.Before ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint }, Value(query.Limit));

    public ValueTask<ImmutableArray<FenceEvent>> After(long number, int limit, CancellationToken cancellation) =>
        Ask(Feed, FenceColumns.ReadEvent, cancellation, Value(number), Value(limit));

    public async ValueTask<long> Newest(CancellationToken cancellation) =>
        (await Ask("SELECT coalesce(max(number), 0) FROM fence_events", reader => reader.GetInt64(0), cancellation))[0];

    public ValueTask<ImmutableArray<FenceEvent>> Owed(string fenceId, int limit, CancellationToken cancellation) =>
        Ask(Owing, FenceColumns.ReadEvent, cancellation, Value(fenceId), Value(limit));

    public async ValueTask<StoredStanding> Standing(string efectivoId, DateTime after, CancellationToken cancellation)
    {
        var visits = await Ask(Visits, reader => (Fence: reader.GetString(0), Visit: Visit(reader), AsOf: reader.GetDateTime(3)), cancellation, Value(efectivoId));
        var told = await Ask(LastTold, reader => reader.IsDBNull(0) ? (DateTime?)null : reader.GetDateTime(0), cancellation, Value(efectivoId), Time(after));
        var known = visits.Select(visit => (DateTime?)visit.AsOf).Append(told[0]).Where(at => at > after).Max();
        return new StoredStanding([.. visits.Select(visit => (visit.Fence, visit.Visit))], known);
    }

    public ValueTask<ImmutableArray<Visitor>> Visitors(string fenceId, CancellationToken cancellation) =>
        Ask(Visiting, reader => new Visitor(reader.GetString(0), Visit(reader)), cancellation, Value(fenceId));

    private static StoredVisit Visit(NpgsqlDataReader reader) => new(reader.GetDateTime(1), (VisitFlags)reader.GetInt16(2));

    private static NpgsqlParameter Value(object value) => new() { Value = value };

    private static NpgsqlParameter Time(DateTime? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    private async ValueTask<ImmutableArray<T>> Ask<T>(
        string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancellation, params NpgsqlParameter[] values) => await guard.Run(
        async token =>
        {
            await using var command = sources.Read.CreateCommand(sql);
            command.Parameters.AddRange(values);
            var rows = ImmutableArray.CreateBuilder<T>();
            await using var reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token))
            {
                rows.Add(row(reader));
            }
            return rows.DrainToImmutable();
        },
        cancellation);
}
