using System.Collections.Immutable;
using GrupoGad.Fences;
using GrupoGad.Silo.PostGis.Ledger;
using NpgsqlTypes;

namespace GrupoGad.Silo.PostGis.Fences;

/// <summary>Writes events and visits in one statement and returns the events that were new.</summary>
internal sealed class FenceWriter(PostGisSources sources)
{
    private const string Write = """
        SELECT place, event_number FROM gad_write_fence_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
        """;

    private const string Settled = """
        UPDATE fence_events stored SET owed = false
        FROM unnest($1::text[], $2::text[], $3::smallint[], $4::timestamptz[]) AS done (fence_id, efectivo_id, kind, at)
        WHERE stored.fence_id = done.fence_id AND stored.efectivo_id = done.efectivo_id AND stored.kind = done.kind AND stored.at = done.at AND stored.owed
        """;

    /// <summary>Safe to repeat when its outcome is unknown. Repeated events count as known, and are not returned.</summary>
    /// <returns>The new events with their numbers, in the order of the numbers.</returns>
    public async Task<ImmutableArray<PendingFenceEvent>> Run(IReadOnlyList<PendingFenceEvent> events, IReadOnlyCollection<VisitRow> visits, CancellationToken cancellation)
    {
        await using var batch = sources.Journal.CreateBatch();
        batch.BatchCommands.Add(Events(events, visits));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var written = new List<PendingFenceEvent>();
        while (await reader.ReadAsync(cancellation))
        {
            var known = events[reader.GetInt32(0) - 1];
            written.Add(known with { Event = known.Event with { Number = reader.GetInt64(1) } });
        }
        return [.. written.OrderBy(one => one.Event.Number)];
    }

    public async Task Settle(IReadOnlyCollection<FenceEvent> events, CancellationToken cancellation)
    {
        await using var batch = sources.Journal.CreateBatch();
        batch.BatchCommands.Add(new Columns()
            .Text(events.Select(one => one.FenceId)).Text(events.Select(one => one.EfectivoId)).Small(events.Select(one => (short)one.Kind))
            .Time(events.Select(one => one.At)).Command(Settled));
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    public void Reconnect() => sources.Journal.Clear();

    private static Npgsql.NpgsqlBatchCommand Events(IReadOnlyList<PendingFenceEvent> events, IReadOnlyCollection<VisitRow> visits) => new Columns()
        .Text(events.Select(one => one.Event.FenceId)).Text(events.Select(one => one.Event.EfectivoId))
        .Small(events.Select(one => (short)one.Event.Kind)).Time(events.Select(one => one.Event.At)).Time(events.Select(one => one.Event.KnownAt))
        .Text(events.Select(one => one.Event.FenceName)).Small(events.Select(one => (short)one.Event.Cause))
        .Add(events.Select(one => one.Event.Late).ToArray(), NpgsqlDbType.Boolean).Add(events.Select(one => one.Owed).ToArray(), NpgsqlDbType.Boolean)
        .Add(events.Select(one => one.Event.Inside).ToArray(), NpgsqlDbType.Integer)
        .Add(events.Select(one => one.Event.SpeedMps).ToArray(), NpgsqlDbType.Double)
        .Add(events.Select(one => (long?)one.Event.Stay?.TotalMilliseconds).ToArray(), NpgsqlDbType.Bigint)
        .Text(events.Select(one => one.Event.OperationId)).Point([.. events.Select(one => one.Event.Point)])
        .Text(visits.Select(visit => visit.EfectivoId)).Text(visits.Select(visit => visit.FenceId)).Time(visits.Select(visit => visit.AsOf))
        .Add(visits.Select(visit => visit.Visit is not null).ToArray(), NpgsqlDbType.Boolean)
        .Time(visits.Select(visit => visit.Visit?.Since ?? visit.AsOf)).Small(visits.Select(visit => (short)(visit.Visit?.Marks ?? FenceMarks.None)))
        .Command(Write);
}
