using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.Silo.PostGis.ReadModels;
using Npgsql;
using NpgsqlTypes;

namespace GrupoGad.Silo.PostGis.Fences;

/// <inheritdoc cref="IFenceRecords"/>
internal sealed class FenceRecords(FenceReads reads, FenceStandings standings) : IFenceRecords
{
    private const string Page = $"""
        SELECT {FenceColumns.Event} FROM fence_events event
        WHERE ($1 = '' OR fence_id = $1) AND ($2 = '' OR efectivo_id = $2) AND ($3 = '' OR operation_id = $3) AND (cardinality($4) = 0 OR kind = ANY ($4))
            AND ($5::timestamptz IS NULL OR at >= $5) AND ($6::timestamptz IS NULL OR at < $6) AND ($7::bigint IS NULL OR number < $7)
        ORDER BY number DESC LIMIT $8
        """;

    private const string Feed = $"SELECT {FenceColumns.Event} FROM fence_events event WHERE number > $1 ORDER BY number LIMIT $2";

    private const string Owing = $"SELECT {FenceColumns.Event} FROM fence_events event WHERE fence_id = $1 AND owed ORDER BY number LIMIT $2";

    private const string Neighbours = $"""
        SELECT * FROM (
            (SELECT {PositionColumns.Names} FROM position_reports stored
                WHERE efectivo_id = $1 AND device_time < $2 AND device_time >= $2 - interval '1 day' ORDER BY device_time DESC LIMIT $4)
            UNION ALL (SELECT {PositionColumns.Names} FROM position_reports stored
                WHERE efectivo_id = $1 AND device_time >= $2 AND device_time <= $3 ORDER BY device_time LIMIT 10000)
            UNION ALL (SELECT {PositionColumns.Names} FROM position_reports stored
                WHERE efectivo_id = $1 AND device_time > $3 ORDER BY device_time LIMIT 1)) AS fixes
        ORDER BY device_time
        """;

    private const string Visiting = "SELECT efectivo_id, since, flags FROM fence_presence WHERE fence_id = $1 ORDER BY efectivo_id";

    public ValueTask<ImmutableArray<FenceEvent>> Find(FenceEventQuery query, CancellationToken cancellation) => reads.Ask(Page, FenceColumns.ReadEvent, cancellation,
        query.FenceId, query.EfectivoId, query.OperationId,
        new NpgsqlParameter { Value = query.Kinds.Select(kind => (short)kind).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Smallint },
        Time(query.From), Time(query.To), new NpgsqlParameter { Value = (object?)query.Before ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint }, query.Limit);

    public ValueTask<ImmutableArray<FenceEvent>> After(long number, int limit, CancellationToken cancellation) =>
        reads.Ask(Feed, FenceColumns.ReadEvent, cancellation, number, limit);

    public async ValueTask<long> Newest(CancellationToken cancellation) =>
        (await reads.Ask("SELECT coalesce(max(number), 0) FROM fence_events", reader => reader.GetInt64(0), cancellation))[0];

    public ValueTask<ImmutableArray<FenceEvent>> Owed(string fenceId, int limit, CancellationToken cancellation) =>
        reads.Ask(Owing, FenceColumns.ReadEvent, cancellation, fenceId, limit);

    public ValueTask<StoredStanding> Standing(StandingQuery asked, CancellationToken cancellation) => standings.Read(asked, cancellation);

    public ValueTask<ImmutableArray<Fix>> Around(string efectivoId, DateTime from, DateTime to, int before, CancellationToken cancellation) =>
        reads.Ask(Neighbours, PositionColumns.Fix, cancellation, efectivoId, Time(from), Time(to), before);

    public ValueTask<ImmutableArray<FenceVisitor>> Visitors(string fenceId, CancellationToken cancellation) =>
        reads.Ask(Visiting, reader => new FenceVisitor(reader.GetString(0), FenceColumns.ReadVisit(reader)), cancellation, fenceId);

    private static NpgsqlParameter Time(DateTime? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
