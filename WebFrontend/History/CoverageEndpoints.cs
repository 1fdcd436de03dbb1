using System.Security.Claims;
using GrupoGad.History;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.History;

/// <summary>How an area was covered over time: heatmaps, and where nobody was when.</summary>
internal static class CoverageEndpoints
{
    private const int LevelDefault = 14;
    private const int IntervalMin = 60;
    private const int UnitLengthMax = 100;
    private const int Workers = 8;

    public static void Map(RouteGroupBuilder history) => history
        .MapGet("/coverage", Read).RequireAuthorization(Policies.CanRead).ProducesProblem(413).ProducesProblem(501)
        .WithSummary("By cell and interval: how many efectivos reported from it and how often; rows are as its columns say; bbox, from, to (at most 31 days), level, intervalS, unit");

    /// <param name="Bbox">west,south,east,north in degrees.</param>
    /// <param name="From">Device time, included; intervals are counted from here.</param>
    /// <param name="To">Excluded; now when left out.</param>
    /// <param name="Level">Of the cells, 4–20; 14 when left out.</param>
    /// <param name="IntervalS">Seconds, 60 or more; left out: all of the time as one.</param>
    /// <param name="Unit">Of this unit only.</param>
    public sealed record Parameters(
        [FromQuery(Name = "bbox")] string? Bbox,
        [FromQuery(Name = "from")] string? From,
        [FromQuery(Name = "to")] string? To,
        [FromQuery(Name = "level")] string? Level,
        [FromQuery(Name = "intervalS")] string? IntervalS,
        [FromQuery(Name = "unit")] string? Unit)
    {
        public bool TryRead(DateTime now, out CoverageQuery query, out Refusal? refusal)
        {
            var reading = new QueryReading();
            query = new CoverageQuery
            {
                Bounds = reading.Bounds(Bbox),
                From = reading.Past("from", From, now),
                To = reading.Time("to", To, now),
                Level = reading.Whole("level", Level, CoverageQuery.LevelMin, CoverageQuery.LevelMax, LevelDefault),
                IntervalS = reading.Whole("intervalS", IntervalS, IntervalMin, CoverageQuery.DaysMax * 86_400, 0),
                Unit = reading.Text("unit", Unit, UnitLengthMax),
            };
            if (HistoryReading.Rule(query.From, query.To, CoverageQuery.DaysMax) is { } rule)
            {
                reading.Refuse("from", From, rule);
            }
            refusal = reading.Refusal;
            return refusal is null;
        }
    }

    private static async Task<Results<Ok<CoverageResource>, ProblemHttpResult>> Read(
        [AsParameters] Parameters parameters, ClaimsPrincipal user, IGrainFactory grains, PastReads reads, TimeProvider clock, CancellationToken cancellation)
    {
        if (!parameters.TryRead(clock.GetUtcNow().UtcDateTime, out var query, out var refusal))
        {
            return Problems.BadRequest(refusal!);
        }
        reads.Area(user, "coverage", query.From, query.To);
        var coverage = await grains.GetGrain<IHistoryGrain>(Random.Shared.Next(Workers)).Coverage(query, cancellation);
        return HistoryRefusals.Of(coverage.Verdict, "bbox", parameters.Bbox) is { } problem
            ? problem
            : TypedResults.Ok(new CoverageResource(query.From, query.To, query.Level, query.IntervalS, CoverageResource.Names,
                [.. coverage.Cells.Select(cell => new long[] { cell.Cell.X, cell.Cell.Y, cell.Interval, cell.Efectivos, cell.Fixes })]));
    }

    /// <param name="IntervalS">0: all of the time is one interval.</param>
    /// <param name="Rows">By interval, then by cell; those without anybody are left out.</param>
    public sealed record CoverageResource(
        DateTime From, DateTime To, int Level, int IntervalS, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<long>> Rows)
    {
        /// <summary>Slippy-map tile of the level; 0, 1, 2… intervals from the start; different efectivos; their fixes.</summary>
        internal static readonly string[] Names = ["x", "y", "interval", "efectivos", "fixes"];
    }
}
