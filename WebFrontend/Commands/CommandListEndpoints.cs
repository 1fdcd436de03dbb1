using GrupoGad.Commands;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Commands;

/// <summary>Commands, newest first, a page at a time.</summary>
internal static class CommandListEndpoints
{
    private const int LimitMax = 500;
    private const int LimitDefault = 100;
    private const int AfterMax = 200;

    /// <summary>The directory is stateless: a few keys spread the calls over the silos.</summary>
    public const int Workers = 8;

    public static void Map(RouteGroupBuilder commands) => commands
        .MapGet("", List).RequireAuthorization(Policies.CanRead)
        .WithSummary("Commands, newest first, a page at a time; by operation, recipient, time of issue, or only those with somebody unanswered");

    /// <param name="Efectivo">A recipient.</param>
    /// <param name="From">Issued at or after, UTC.</param>
    /// <param name="To">Issued before, UTC.</param>
    /// <param name="Open">true: only those with somebody unanswered.</param>
    /// <param name="After">The <c>next</c> of the page before.</param>
    /// <param name="Limit">1–500; 100 when left out.</param>
    public sealed record Parameters(
        [FromQuery(Name = "operation")] string? Operation,
        [FromQuery(Name = "efectivo")] string? Efectivo,
        [FromQuery(Name = "from")] string? From,
        [FromQuery(Name = "to")] string? To,
        [FromQuery(Name = "open")] string? Open,
        [FromQuery(Name = "after")] string? After,
        [FromQuery(Name = "limit")] string? Limit)
    {
        internal CommandQuery Read(QueryReading reading)
        {
            var (from, to) = reading.Period(From, To);
            return new CommandQuery
            {
                OperationId = reading.Code("operation", Operation, OperationCode.IsValid, OperationCode.Rule),
                EfectivoId = reading.Code("efectivo", Efectivo, EfectivoCode.IsValid, EfectivoCode.Rule),
                From = from,
                To = to,
                OpenOnly = reading.Flag("open", Open),
                After = reading.Text("after", After, AfterMax),
                Limit = reading.Whole("limit", Limit, 1, LimitMax, LimitDefault),
            };
        }
    }

    private static async Task<Results<Ok<CommandsResource>, ProblemHttpResult>> List(
        [AsParameters] Parameters parameters, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        var query = parameters.Read(reading);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var page = await grains.GetGrain<ICommandDirectoryGrain>(Random.Shared.Next(Workers)).Find(query, cancellation);
        return TypedResults.Ok(new CommandsResource(
            [.. page.Commands.Select(CommandSummaryResource.Of)], page.Next.Length == 0 ? null : page.Next));
    }

    /// <param name="Next">Pass it as <c>after</c> for the next page; null at the end.</param>
    public sealed record CommandsResource(IReadOnlyList<CommandSummaryResource> Commands, string? Next);
}
