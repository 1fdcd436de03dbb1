using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.History;
using GrupoGad.Silo.PostGis.ReadModels;
using Npgsql;

namespace GrupoGad.Silo.PostGis.History;

/// <remarks>Reads the changes between two instants.</remarks>
internal sealed partial class TimeMachine
{
    /// <summary>Most changes of operations in one answer, and of fences.</summary>
    private const int OthersMax = 5_000;

    // Without a lower bound of the device time, because a device that was away for days moves its live position with each report of its backlog.
    // Partitions of other days cost one look at the summary of their received times.
    private static readonly string _received = $"""
        SELECT {PositionColumns.Names} FROM position_reports stored
        WHERE received_time > $1 AND received_time <= $2 AND device_time <= $3 ORDER BY received_time, device_time LIMIT $4
        """;

    public ValueTask<PastChanges> Changes(ChangesQuery query, CancellationToken cancellation) => questions.Ask(
        query.To, (connection, token) => Film(connection, query, token), verdict => new PastChanges { Verdict = verdict }, cancellation);

    private async Task<PastChanges> Film(NpgsqlConnection connection, ChangesQuery query, CancellationToken cancellation)
    {
        var reports = await Received(connection, query, cancellation);
        var turns = await StandingsAsOf.Turns(connection, query.From, query.To, PastChanges.ChangesMax + 1, cancellation);
        if (reports.Count > PastChanges.PositionsMax)
        {
            return new PastChanges { Verdict = HistoryVerdict.TooMany(PastChanges.PositionsMax, "positions received in the time asked for: ask for less of it") };
        }
        var asked = reports.Select(report => report.EfectivoId).Concat(turns.Select(turn => turn.EfectivoId)).Distinct(StringComparer.Ordinal).ToArray();
        var before = await new PositionsAsOf(connection, query.From, Ahead).Some(asked, cancellation);

        var cast = new Cast();
        var replay = new LiveReplay(query.Bounds, before);
        // An efectivo whose standing changes without a move is in the snapshot from the start.
        foreach (var turn in turns.Where(turn => replay.IsInside(turn.EfectivoId)))
        {
            cast.Of(turn.EfectivoId);
        }
        var moves = Moves(reports, replay, cast);
        var operations = await OperationsAsOf.Changes(connection, query.From, query.To, OthersMax + 1, cancellation);
        var fences = await FencesAsOf.Changes(connection, query.From, query.To, OthersMax + 1, cancellation);
        if (moves.Count + turns.Count > PastChanges.ChangesMax || operations.Length > OthersMax || fences.Length > OthersMax)
        {
            return new PastChanges { Verdict = HistoryVerdict.TooMany(PastChanges.ChangesMax, $"changes an answer, {OthersMax} of operations and of fences: ask for a smaller area or less time") };
        }
        var stood = await StandingsAsOf.Read(connection, [.. cast.Names], query.From, cancellation);
        return new PastChanges
        {
            Verdict = HistoryVerdict.Answered,
            Actors = [.. cast.Names.Select(name => new PastActor(name, stood[name]))],
            Moves = [.. moves],
            Turns = Turns(turns, cast, stood),
            Operations = operations,
            Fences = fences,
        };
    }

    private async Task<List<PositionReport>> Received(NpgsqlConnection connection, ChangesQuery query, CancellationToken cancellation)
    {
        var reports = new List<PositionReport>();
        await using var command = connection.With(_received, query.From, query.To, query.To + Ahead + TimeSpan.FromMinutes(5), PastChanges.PositionsMax + 1);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            reports.Add(PositionColumns.Report(reader));
        }
        return reports;
    }

    private static List<PastMove> Moves(List<PositionReport> reports, LiveReplay replay, Cast cast)
    {
        var moves = new List<PastMove>();
        foreach (var report in reports)
        {
            if (replay.Next(report) is var (left, fix))
            {
                moves.Add(new PastMove(cast.Of(report.EfectivoId), report.ReceivedTime, left ? null : fix));
            }
        }
        return moves;
    }

    private static ImmutableArray<PastTurn> Turns(
        List<(string EfectivoId, DateTime At, Func<PastStanding, PastStanding> Change)> turns, Cast cast, Dictionary<string, PastStanding> stood)
    {
        var now = new Dictionary<string, PastStanding>(stood, StringComparer.Ordinal);
        var told = ImmutableArray.CreateBuilder<PastTurn>();
        foreach (var turn in turns.Where(turn => now.ContainsKey(turn.EfectivoId)))
        {
            now[turn.EfectivoId] = turn.Change(now[turn.EfectivoId]);
            told.Add(new PastTurn(cast.Of(turn.EfectivoId), turn.At, now[turn.EfectivoId]));
        }
        return told.DrainToImmutable();
    }

    /// <summary>The efectivos of an answer, numbered in order of appearance.</summary>
    private sealed class Cast
    {
        private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

        public List<string> Names { get; } = [];

        public int Of(string efectivoId)
        {
            if (!_places.TryGetValue(efectivoId, out var place))
            {
                place = _places[efectivoId] = Names.Count;
                Names.Add(efectivoId);
            }
            return place;
        }
    }
}
