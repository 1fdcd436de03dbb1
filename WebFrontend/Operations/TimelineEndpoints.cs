using GrupoGad.Operations;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GrupoGad.WebFrontend.Operations;

/// <summary>Everything that happened to an operation.</summary>
internal static class TimelineEndpoints
{
    private const int LimitMax = 500;
    private const int LimitDefault = 100;

    public static void Map(RouteGroupBuilder operations) => operations
        .MapGet("/{code}/timeline", Read).RequireAuthorization(Policies.CanRead).ProducesProblem(404)
        .WithSummary("What happened to it, oldest first: who did what, why, and what it was before and after");

    /// <param name="after">A sequence; 0 when left out.</param>
    /// <param name="limit">1–500; 100 when left out.</param>
    private static async Task<Results<Ok<TimelineResource>, ProblemHttpResult>> Read(
        string code, string? after, string? limit, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        if (!OperationCode.IsValid(code))
        {
            reading.Refuse("code", code, OperationCode.Rule);
        }
        var from = reading.Whole("after", after, 0, int.MaxValue, 0);
        var most = reading.Whole("limit", limit, 1, LimitMax, LimitDefault);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var grain = grains.GetGrain<IOperationGrain>(code);
        var page = await grain.Timeline(from, most, cancellation);
        // Whatever was planned has an entry: only an empty first page can be nobody's.
        if (page.Entries.IsEmpty && from == 0 && await grain.Describe(cancellation) is null)
        {
            return StatusRules.Problem(OperationOutcome.UnknownOperation, code)!;
        }
        return TypedResults.Ok(new TimelineResource([.. page.Entries.Select(EntryResource.Of)], page.Next));
    }

    /// <param name="Next">Pass it as <c>after</c> for the next page; null at the end.</param>
    public sealed record TimelineResource(IReadOnlyList<EntryResource> Entries, long? Next);

    /// <param name="What">Stable word, e.g. <c>planned</c>.</param>
    /// <param name="EfectivoId">The efectivo of the entry; empty: the operation itself.</param>
    /// <param name="CommandId">The order of the entry; empty: none. Such a line has the sequence of the operation's own line which it follows,
    /// and comes again with the entries read after that.</param>
    public sealed record EntryResource(
        long Sequence, DateTime At, string Actor, string What, string Reason, string Before, string After, string EfectivoId, string CommandId)
    {
        public static EntryResource Of(TimelineEntry entry) => new(
            entry.Sequence, entry.At, entry.Actor, entry.What, entry.Reason, entry.Before, entry.After, entry.EfectivoId, entry.CommandId);
    }
}
