using System.Security.Claims;
using GrupoGad.Alarms;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Alarms;

/// <summary>The welfare clock of an efectivo.</summary>
internal static class CheckInEndpoints
{
    private const int BodyBytesMax = 1024;
    private const int EveryMinS = 60;
    private const int EveryMaxS = 86_400;
    private const string Rule = "0 (never), or 60..86400 seconds";

    public static void Map(RouteGroupBuilder efectivos)
    {
        efectivos.MapPut("/{id}/check-in", Set).RequireAuthorization(Policies.CanCommandThis).ProducesProblem(404)
            .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax)).WithSummary("How often it has to say that it is well; two misses in a row raise the alarm");
        efectivos.MapPost("/{id}/check-in", CheckIn).RequireAuthorization(Policies.CanCommandThis).WithSummary("It is well");
    }

    private static async Task<Results<Ok<CheckInResource>, ProblemHttpResult>> Set(
        string id, CheckInItem item, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        if (!EfectivoCode.IsValid(id))
        {
            return Problems.BadRequest(new Violation("id", id, EfectivoCode.Rule));
        }
        if (item.EveryS is not (0 or (>= EveryMinS and <= EveryMaxS)))
        {
            return Problems.BadRequest(new Violation("everyS", item.EveryS?.ToString(), Rule));
        }
        var grain = grains.GetGrain<IWelfareGrain>(id);
        // The value is within the range: what is left to refuse is the efectivo.
        return await grain.Set(TimeSpan.FromSeconds(item.EveryS.Value), Caller.From(user).Subject, cancellation)
            ? TypedResults.Ok(CheckInResource.Of(await grain.Describe(cancellation)))
            : StatusRules.Refusal(AlarmOutcome.UnknownEfectivo, id)!;
    }

    private static async Task<Results<Ok<CheckInResource>, ProblemHttpResult>> CheckIn(string id, IGrainFactory grains, CancellationToken cancellation) =>
        EfectivoCode.IsValid(id)
            ? TypedResults.Ok(CheckInResource.Of(await grains.GetGrain<IWelfareGrain>(id).CheckIn(cancellation)))
            : Problems.BadRequest(new Violation("id", id, EfectivoCode.Rule));

    /// <param name="EveryS">60–86,400 seconds; 0: never.</param>
    public sealed record CheckInItem(int? EveryS);

    /// <param name="EveryS">0: no check-in is asked for.</param>
    /// <param name="DueAt">UTC; null without a check-in.</param>
    /// <param name="Missed">In a row.</param>
    public sealed record CheckInResource(double EveryS, DateTime? DueAt, int Missed)
    {
        public static CheckInResource Of(WelfareView view) => new(view.Every.TotalSeconds, view.DueAt, view.Missed);
    }
}
