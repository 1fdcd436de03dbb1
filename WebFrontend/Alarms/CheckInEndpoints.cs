using System.Security.Claims;
using GrupoGad.Alarms;
using GrupoGad.Efectivos;
using GrupoGad.Operations;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Places;
using GrupoGad.WebFrontend.Preconditions;
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
        efectivos.MapPut("/{id}/check-in", Set).RequireAuthorization(Policies.CanLeadThis).ProducesProblem(403).ProducesProblem(404).Conditional()
            .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax))
            .WithSummary("How often it has to say that it is well, set by its superiors alone; two misses in a row raise the alarm");
        efectivos.MapGet("/{id}/check-in", Get).RequireAuthorization(Policies.CanReadThis).Versioned().WithSummary("How often it has to say that it is well, and who asked for it");
        efectivos.MapPost("/{id}/check-in", CheckIn).RequireAuthorization(Policies.CanCommandThis).Versioned().WithSummary("It is well");
    }

    private static async Task<Results<Ok<CheckInResource>, ProblemHttpResult>> Set(
        string id, CheckInItem item, [AsParameters] Precondition precondition, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        if (!EfectivoCode.IsValid(id))
        {
            return Problems.BadRequest(new Refusal("id", id, EfectivoCode.Rule));
        }
        var caller = Caller.From(user);
        if (!Policies.Operates(user) && !await Leads(caller.OwnEfectivo ?? "", id, grains, cancellation))
        {
            return Problems.Answer(StatusCodes.Status403Forbidden, "Forbidden", new Refusal("id", id, "an efectivo whose superior you are, or whose operation you command"));
        }
        if (item.EveryS is not (0 or (>= EveryMinS and <= EveryMaxS)))
        {
            return Problems.BadRequest(new Refusal("everyS", item.EveryS?.ToString(), Rule));
        }
        var reading = new BodyReading();
        var expected = precondition.OfStep(reading.Refuse);
        if (reading.Refusal is { } malformed)
        {
            return Problems.BadRequest(malformed);
        }
        var answer = await grains.GetGrain<IWelfareGrain>(id).Put(TimeSpan.FromSeconds(item.EveryS.Value), caller.Subject, expected, cancellation);
        return answer is { Outcome: AlarmOutcome.Done, View: { } view } ? TypedResults.Ok(CheckInResource.Of(view))
            : precondition.Problem(answer.Outcome, answer.View is { } known ? CheckInResource.Of(known) : null) ?? StatusRules.Problem(answer.Outcome, id)!;
    }

    private static async Task<Results<Ok<CheckInResource>, ProblemHttpResult>> Get(string id, IGrainFactory grains, CancellationToken cancellation) =>
        EfectivoCode.IsValid(id)
            ? TypedResults.Ok(CheckInResource.Of(await grains.GetGrain<IWelfareGrain>(id).Describe(cancellation)))
            : Problems.BadRequest(new Refusal("id", id, EfectivoCode.Rule));

    /// <summary>The superior of its profile, or the commander of the operation that has it.</summary>
    private static async Task<bool> Leads(string own, string id, IGrainFactory grains, CancellationToken cancellation)
    {
        if (await grains.GetGrain<IEfectivoGrain>(id).Describe(cancellation) is not { } efectivo)
        {
            return false;
        }
        return own.Length > 0 && efectivo.Profile.Superior == own
            || (efectivo.Reservation is { OperationId: var operation }
                && (await grains.GetGrain<IOperationGrain>(operation).Describe(cancellation))?.Plan.Commander == own);
    }

    private static async Task<Results<Ok<CheckInResource>, ProblemHttpResult>> CheckIn(string id, IGrainFactory grains, CancellationToken cancellation) =>
        EfectivoCode.IsValid(id)
            ? TypedResults.Ok(CheckInResource.Of(await grains.GetGrain<IWelfareGrain>(id).CheckIn(cancellation)))
            : Problems.BadRequest(new Refusal("id", id, EfectivoCode.Rule));

    /// <param name="EveryS">60–86,400 seconds; 0: never.</param>
    public sealed record CheckInItem(int? EveryS);

    /// <param name="EveryS">0: no check-in is asked for.</param>
    /// <param name="DueAt">UTC; null without a check-in.</param>
    /// <param name="Missed">In a row.</param>
    /// <param name="SetBy">The person who asked for it; empty: nobody.</param>
    /// <param name="Version">Grows with every change of the period; 0: it was never set.</param>
    public sealed record CheckInResource(double EveryS, DateTime? DueAt, int Missed, string SetBy, long Version) : IVersioned
    {
        string? IVersioned.Moving => DueAt is null ? null : $"{DueAt:O} {Missed}";

        public static CheckInResource Of(WelfareView view) => new(view.Every.TotalSeconds, view.DueAt, view.Missed, view.SetBy, view.Version);
    }
}
