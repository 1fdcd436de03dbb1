using GrupoGad.Operations;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Operations;

/// <summary>Operations, a page at a time.</summary>
internal static class OperationListEndpoints
{
    private const int LimitMax = 500;
    private const int LimitDefault = 100;
    private const int TextMax = 100;

    /// <summary>The directory is stateless: a few keys spread the calls over the silos.</summary>
    private const int Workers = 8;

    public static void Map(RouteGroupBuilder operations) => operations
        .MapGet("", List).RequireAuthorization(Policies.CanRead)
        .WithSummary("Operations by code, a page at a time; by status, part of code or title, or who is or was assigned");

    /// <param name="Status">Names of statuses, by commas; left out: any.</param>
    /// <param name="Text">Part of the code or title.</param>
    /// <param name="Efectivo">An efectivo that is or was assigned.</param>
    /// <param name="After">The <c>next</c> of the page before.</param>
    /// <param name="Limit">1–500; 100 when left out.</param>
    public sealed record Parameters(
        [FromQuery(Name = "status")] string? Status,
        [FromQuery(Name = "q")] string? Text,
        [FromQuery(Name = "efectivo")] string? Efectivo,
        [FromQuery(Name = "after")] string? After,
        [FromQuery(Name = "limit")] string? Limit)
    {
        internal OperationQuery Read(QueryReading reading)
        {
            return new OperationQuery
            {
                Statuses = reading.Names<OperationStatus>("status", Status),
                Text = reading.Text("q", Text, TextMax),
                EfectivoId = reading.Code("efectivo", Efectivo, EfectivoCode.IsValid, EfectivoCode.Rule),
                After = reading.After(After, OperationCode.IsValid),
                Limit = reading.Whole("limit", Limit, 1, LimitMax, LimitDefault),
            };
        }
    }

    private static async Task<Results<Ok<OperationsResource>, ProblemHttpResult>> List(
        [AsParameters] Parameters parameters, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        var query = parameters.Read(reading);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var page = await grains.GetGrain<IOperationDirectoryGrain>(Random.Shared.Next(Workers)).Find(query, cancellation);
        return TypedResults.Ok(new OperationsResource(
            [.. page.Operations.Select(OperationSummaryResource.Of)], page.Next.Length == 0 ? null : page.Next));
    }

    /// <param name="Next">Pass it as <c>after</c> for the next page; null at the end.</param>
    public sealed record OperationsResource(IReadOnlyList<OperationSummaryResource> Operations, string? Next);
}
