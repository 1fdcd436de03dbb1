using System.Data;
using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.Silo.PostGis.Ledger;
using GrupoGad.Silo.PostGis.ReadModels;
using Npgsql;
using NpgsqlTypes;

namespace GrupoGad.Silo.PostGis.Fences;

/// <summary>Reads the fence state of efectivos that are activated. After a start a hundred thousand are, some hundred in one read.</summary>
internal sealed class FenceStandings
{
    /// <summary>Most questions of one read: twice the number of grains that recovery calls at once.</summary>
    private const int TogetherMax = 512;

    /// <summary>Most reads at once, few enough to leave connections of the pool to other readers.</summary>
    private const int UnderWayMax = 2;

    private const string Asked = "unnest($1, $2, $3, $4) WITH ORDINALITY AS asked (efectivo_id, after, up_to, received_since, place)";

    private const string Visits = $"SELECT asked.place, known.since, known.flags, known.fence_id FROM {Asked} JOIN fence_presence known USING (efectivo_id)";

    // An event of the efectivo's own fix proves that this fix and the earlier ones were judged and stored, because events are stored in the order of finding.
    // Events of moving fences are left out: they depend on two fixes, and the owner's may be the later one.
    // $5 and $6 bound all questions together, so that only the partitions of those days are planned.
    private const string Judged = $"""
        WITH judged AS MATERIALIZED (
            SELECT place, efectivo_id, up_to, received_since, greatest(after,
                (SELECT max(changed_at) FROM fence_presence known
                    WHERE known.efectivo_id = asked.efectivo_id AND known.fence_id NOT IN (SELECT id FROM fences WHERE owner_kind = 3)),
                (SELECT max(at) FROM fence_events event WHERE event.efectivo_id = asked.efectivo_id AND event.at > asked.after AND event.at > $5
                    AND event.cause = 1 AND event.kind NOT BETWEEN 5 AND 8 AND event.fence_id NOT IN (SELECT id FROM fences WHERE owner_kind = 3))) AS judged_to
            FROM {Asked}
        )
        """;

    private const string Ahead = $"{Judged} SELECT place FROM judged WHERE judged_to > up_to";

    private const string Tracks = $"""
        {Judged}, late AS MATERIALIZED (
            SELECT found.*, judged.place FROM judged CROSS JOIN LATERAL (
                SELECT {PositionColumns.Names} FROM position_reports stored
                WHERE stored.efectivo_id = judged.efectivo_id AND stored.device_time > judged.judged_to AND stored.device_time <= judged.up_to
                    AND stored.received_time >= judged.received_since AND stored.device_time > $5 AND stored.device_time <= $6
                ORDER BY stored.device_time LIMIT 10000) AS found
            WHERE judged.judged_to < judged.up_to
        ), first AS (SELECT place, min(device_time) AS begins FROM late GROUP BY place)
        SELECT late.*, false FROM late
        UNION ALL
        SELECT found.*, judged.place, true FROM judged LEFT JOIN first USING (place) CROSS JOIN LATERAL (
            SELECT {PositionColumns.Names} FROM position_reports stored
            WHERE stored.efectivo_id = judged.efectivo_id AND stored.device_time < coalesce(first.begins, judged.up_to)
                AND stored.device_time >= judged.judged_to - interval '2 days' AND stored.device_time >= $5 - interval '2 days' AND stored.device_time <= $6
            ORDER BY stored.device_time DESC LIMIT 1) AS found
        WHERE judged.judged_to < judged.up_to
        """;

    private readonly PostGisSources _sources;
    private readonly FenceJournalInstruments _instruments;
    private readonly GatheredReads<StandingQuery, StoredStanding> _reads;

    public FenceStandings(PostGisSources sources, PostGisGuard guard, FenceJournalInstruments instruments)
    {
        (_sources, _instruments) = (sources, instruments);
        _reads = new(asked => guard.Run(token => Ask(asked, token), CancellationToken.None), TogetherMax, UnderWayMax);
    }

    /// <exception cref="GadUnavailableException">PostGIS is away.</exception>
    public async ValueTask<StoredStanding> Read(StandingQuery asked, CancellationToken cancellation) => await _reads.Ask(asked, cancellation);

    private async Task<StoredStanding[]> Ask(StandingQuery[] asked, CancellationToken cancellation)
    {
        await using var connection = await _sources.Read.OpenConnectionAsync(cancellation);
        // One snapshot for the three reads. A visit and its first event are stored together; seeing only one of them would raise the event again.
        await using var picture = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await using var batch = new NpgsqlBatch(connection, picture);
        batch.BatchCommands.Add(Columns(asked).Command(Visits));
        batch.BatchCommands.Add(Columns(asked).Command(Ahead));
        batch.BatchCommands.Add(Columns(asked).Command(Tracks));
        batch.BatchCommands[1].Parameters.Add(Time(asked.Min(one => one.After)));
        batch.BatchCommands[2].Parameters.Add(Time(asked.Min(one => one.After)));
        batch.BatchCommands[2].Parameters.Add(Time(asked.Max(one => one.UpTo)));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var visits = new List<(string, StoredVisit)>?[asked.Length];
        while (await reader.ReadAsync(cancellation))
        {
            (visits[reader.GetInt64(0) - 1] ??= []).Add((reader.GetString(3), FenceColumns.ReadVisit(reader)));
        }
        await reader.NextResultAsync(cancellation);
        var ahead = new bool[asked.Length];
        while (await reader.ReadAsync(cancellation))
        {
            ahead[reader.GetInt64(0) - 1] = true;
        }
        await reader.NextResultAsync(cancellation);
        var tracks = new Found?[asked.Length];
        while (await reader.ReadAsync(cancellation))
        {
            (tracks[reader.GetInt64(PositionColumns.Count) - 1] ??= new Found()).Add(PositionColumns.Fix(reader), isBefore: reader.GetBoolean(PositionColumns.Count + 1));
        }
        _instruments.Standings(asked.Length);
        return [.. asked.Select((_, i) => new StoredStanding([.. visits[i] ?? []], tracks[i]?.Track(), ahead[i]))];
    }

    private static NpgsqlParameter Time(DateTime value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    private static Columns Columns(StandingQuery[] asked) => new Columns()
        .Text(asked.Select(one => one.EfectivoId)).Time(asked.Select(one => one.After)).Time(asked.Select(one => one.UpTo)).Time(asked.Select(one => one.ReceivedSince));

    /// <summary>The rows of one question.</summary>
    private sealed class Found
    {
        private readonly List<Fix> _fixes = [];
        private Fix? _before;

        public void Add(in Fix fix, bool isBefore)
        {
            if (isBefore)
            {
                _before = fix;
                return;
            }
            _fixes.Add(fix);
        }

        public LatelyReceived Track() => new(_before, [.. _fixes.OrderBy(fix => fix.DeviceTime)]);
    }
}
