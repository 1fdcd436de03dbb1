using GrupoGad.Analytics;
using GrupoGad.Operations;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GrupoGad.WebFrontend.Analytics;

/// <summary>How long closed operations took.</summary>
internal static class DurationEndpoints
{
    public static void Map(RouteGroupBuilder analytics) => analytics
        .MapGet("/durations", Durations).RequireAuthorization(Policies.CanRead)
        .WithSummary("Percentiles of what operations took without pauses, by type and priority; type and priority choose");

    private static async Task<Results<Ok<DurationsResource>, ProblemHttpResult>> Durations(
        string? type, string? priority, IGrainFactory grains, TimeProvider clock, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        var (ofType, ofPriority) = (reading.Name<OperationType>("type", type), reading.Name<OperationPriority>("priority", priority));
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var answer = await grains.GetGrain<IAnalyticsGrain>(AnalyticsSetup.Worker()).Durations(cancellation);
        var rows = answer.Rows.Where(row => (ofType ?? row.Type) == row.Type && (ofPriority ?? row.Priority) == row.Priority);
        return TypedResults.Ok(new DurationsResource(answer.AsOf, AnalyticsSetup.Staleness(answer.AsOf, clock), [.. rows.Select(DurationResource.Of)]));
    }

    /// <param name="AsOf">UTC; what was stored before is counted. Null: not counted yet.</param>
    /// <param name="StalenessS">Age of the count, seconds.</param>
    public sealed record DurationsResource(DateTime? AsOf, double? StalenessS, IReadOnlyList<DurationResource> Durations);

    /// <param name="Late">Completed after their planned end.</param>
    /// <param name="WorkedS">Null when none was completed.</param>
    public sealed record DurationResource(
        OperationType Type, OperationPriority Priority, int Completed, int Cancelled, int Late, Worked? WorkedS, double TotalS, double PausedS)
    {
        public static DurationResource Of(DurationRow row) => new(
            row.Type, row.Priority, row.Completed, row.Cancelled, row.Late,
            row.WorkedS is [var min, var p25, var p50, var p75, var p95, var max] ? new(min, p25, p50, p75, p95, max) : null, row.TotalS, row.PausedS);
    }

    /// <summary>Seconds from start to end without pauses.</summary>
    public sealed record Worked(double Min, double P25, double P50, double P75, double P95, double Max);
}
