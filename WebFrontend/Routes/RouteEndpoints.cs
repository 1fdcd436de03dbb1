using GrupoGad.Routes;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Places;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Routes;

/// <summary>In which order somebody should visit many places.</summary>
internal static class RouteEndpoints
{
    private const int BodyBytesMax = 32 * 1024;

    /// <summary>Route workers are stateless: a few keys spread the calls over the silos.</summary>
    private const int Workers = 8;

    public static void Map(RouteGroupBuilder dispatch) => dispatch
        .MapPost("/route", Order).RequireAuthorization(Policies.CanCommand).ProducesProblem(404).ProducesProblem(409)
        .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax))
        .WithSummary("In which order up to 50 stops should be visited, by the travel times of dispatch, with time windows; beside what the nearest next would come to");

    private static async Task<Results<Ok<RouteResource>, ProblemHttpResult>> Order(RouteItem item, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        var request = item.Read(reading);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var answer = await grains.GetGrain<IRouteGrain>(Random.Shared.Next(Workers)).Order(request, cancellation);
        return StatusRules.Problem(answer.Outcome, answer.Value, answer.Field, answer.Rule) is { } problem ? problem : TypedResults.Ok(RouteResource.Of(answer.Plan!));
    }
}
