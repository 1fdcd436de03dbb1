using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.Silo.PostGis.Reads;
using GrupoGad.Storage;
using Npgsql;
using NpgsqlTypes;

namespace GrupoGad.Silo.PostGis.Fences;

/// <inheritdoc cref="IFenceRecords"/>
internal sealed class FenceRecords(FenceReads reads) : IFenceRecords
{
    private const string Page = $"""
        SELECT {FenceColumns.Event} FROM fence_events event
        WHERE ($1 = '' OR fence_id = $1) AND ($2 = '' OR efectivo_id = $2) AND ($3 = '' OR operation_id = $3) AND (cardinality($4) = 0 OR kind = ANY ($4))
            AND ($5::timestamptz IS NULL OR at >= $5) AND ($6::timestamptz IS NULL OR at < $6) AND ($7::bigint IS NULL OR number < $7)
        ORDER BY number DESC LIMIT $8
        """;

    private const string Feed = $"SELECT {FenceColumns.Event} FROM fence_events event WHERE number > $1 ORDER BY number LIMIT $2";

    private const string Owing = $"SELECT {FenceColumns.Event} FROM fence_events event WHERE fence_id = $1 AND owed ORDER BY number LIMIT $2";

    // Told of a fix of its own: that fix and what came before it was judged, and is stored, for events are stored in the order in which they are found.
    private const string Stands = """
        SELECT fence_id, since, flags, changed_at FROM fence_presence WHERE efectivo_id = $1
        UNION ALL SELECT '', '-infinity', 0, max(at) FROM fence_events WHERE efectivo_id = $1 AND at > $2 AND cause = 1 AND kind NOT BETWEEN 5 AND 8
        """;

    private const string Lately = $"""
        WITH late AS MATERIALIZED (
            SELECT {PositionColumns.Names} FROM position_reports stored
            WHERE efectivo_id = $1 AND device_time > $2 AND device_time <= $3 AND received_time >= $4 ORDER BY device_time LIMIT 10000
        )
        SELECT *, false FROM late UNION ALL
        (SELECT {PositionColumns.Names}, true FROM position_reports stored
            WHERE efectivo_id = $1 AND device_time < coalesce((SELECT min(device_time) FROM late), $3) AND device_time >= $2 - interval '2 days'
            ORDER BY device_time DESC LIMIT 1)
        """;

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

    public async ValueTask<StoredStanding> Standing(string efectivoId, DateTime after, CancellationToken cancellation)
    {
        var found = await reads.Ask(
            Stands, reader => (Fence: reader.GetString(0), Visit: Visit(reader), AsOf: reader.IsDBNull(3) ? (DateTime?)null : reader.GetDateTime(3)), cancellation,
            efectivoId, Time(after));
        return new StoredStanding(
            [.. found.Where(one => one.Fence.Length > 0).Select(one => (one.Fence, one.Visit))], found.Select(one => one.AsOf).Where(at => at > after).Max());
    }

    public async ValueTask<LatelyReceived> Received(string efectivoId, DateTime after, DateTime upTo, DateTime receivedSince, CancellationToken cancellation)
    {
        var found = await reads.Ask(
            Lately, reader => (Fix: PositionColumns.Fix(reader), IsBefore: reader.GetBoolean(PositionColumns.Count)), cancellation,
            efectivoId, Time(after), Time(upTo), Time(receivedSince));
        return new LatelyReceived(
            found.Where(one => one.IsBefore).Select(one => (Fix?)one.Fix).FirstOrDefault(),
            [.. found.Where(one => !one.IsBefore).Select(one => one.Fix).OrderBy(fix => fix.DeviceTime)]);
    }

    public ValueTask<ImmutableArray<Fix>> Around(string efectivoId, DateTime from, DateTime to, int before, CancellationToken cancellation) =>
        reads.Ask(Neighbours, PositionColumns.Fix, cancellation, efectivoId, Time(from), Time(to), before);

    public ValueTask<ImmutableArray<FenceVisitor>> Visitors(string fenceId, CancellationToken cancellation) =>
        reads.Ask(Visiting, reader => new FenceVisitor(reader.GetString(0), Visit(reader)), cancellation, fenceId);

    private static StoredVisit Visit(NpgsqlDataReader reader) => new(reader.GetDateTime(1), (FenceMarks)reader.GetInt16(2));

    private static NpgsqlParameter Time(DateTime? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
