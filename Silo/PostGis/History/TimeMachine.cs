using GrupoGad.Efectivos;
using GrupoGad.History;
using Microsoft.Extensions.Options;
using Npgsql;

namespace GrupoGad.Silo.PostGis.History;

/// <inheritdoc cref="ITimeMachine"/>
internal sealed partial class TimeMachine(PastQuestions questions, IOptions<EfectivoOptions> efectivos) : ITimeMachine
{
    private TimeSpan Ahead => TimeSpan.FromSeconds(efectivos.Value.FutureMaxS);

    public ValueTask<PastPicture> Snapshot(SnapshotQuery query, CancellationToken cancellation) => questions.Ask(
        query.At, (connection, token) => Picture(connection, query, token), verdict => new PastPicture { Verdict = verdict }, cancellation);

    private async Task<PastPicture> Picture(NpgsqlConnection connection, SnapshotQuery query, CancellationToken cancellation)
    {
        var positions = await new PositionsAsOf(connection, query.At, Ahead).Everybody(query.Bounds, cancellation);
        if (positions.Count > PastPicture.EfectivosMax)
        {
            return new PastPicture { Verdict = HistoryVerdict.TooMany(PastPicture.EfectivosMax, "efectivos a picture: ask for a smaller area") };
        }
        var operations = await OperationsAsOf.Open(connection, query.At, query.Bounds, PastPicture.OperationsMax + 1, cancellation);
        if (operations.Length > PastPicture.OperationsMax)
        {
            return new PastPicture { Verdict = HistoryVerdict.TooMany(PastPicture.OperationsMax, "open operations a picture: ask for a smaller area") };
        }
        var fences = await FencesAsOf.Read(connection, query.At, query.Bounds, PastPicture.FencesMax + 1, cancellation);
        if (fences.Length > PastPicture.FencesMax)
        {
            return new PastPicture { Verdict = HistoryVerdict.TooMany(PastPicture.FencesMax, "fences a picture: ask for a smaller area") };
        }
        var standings = await StandingsAsOf.Read(connection, [.. positions.Keys], query.At, cancellation);
        return new PastPicture
        {
            Verdict = HistoryVerdict.Answered,
            Efectivos = [.. positions.Values.OrderBy(report => report.EfectivoId, StringComparer.Ordinal).Select(report => new PastEfectivo
            {
                EfectivoId = report.EfectivoId,
                Standing = standings[report.EfectivoId],
                Fix = report.Fix,
                ReceivedTime = report.ReceivedTime,
                Source = report.Source,
            })],
            Operations = operations,
            Fences = fences,
        };
    }
}
