using GrupoGad.Duty;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Duty;

/// <summary>The efectivos on shift, by unit, and how many of them are in service.</summary>
internal static class RosterEndpoints
{
    private const int LimitMax = 1_000;
    private const int LimitDefault = 100;
    private const int UnitMax = 100;

    /// <summary>The directory is stateless: a few keys spread the calls over the silos.</summary>
    private const int Workers = 8;

    public static void Map(RouteGroupBuilder duty) => duty
        .MapGet("", At).RequireAuthorization(Policies.CanRead).WithSummary("Who is on shift at a time, by unit; of now also how many of them are in service");

    /// <param name="When">UTC; left out: now.</param>
    /// <param name="Unit">People of this unit only.</param>
    /// <param name="After">The <c>next</c> of the page before.</param>
    /// <param name="Limit">People, 0–1,000; 100 when left out.</param>
    public sealed record Parameters(
        [FromQuery(Name = "at")] string? When, [FromQuery(Name = "unit")] string? Unit, [FromQuery(Name = "after")] string? After, [FromQuery(Name = "limit")] string? Limit);

    private static async Task<Results<Ok<DutyResource>, ProblemHttpResult>> At(
        [AsParameters] Parameters parameters, TimeProvider clock, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        var isNow = parameters.When is null;
        var query = new DutyQuery
        {
            At = reading.Time("at", parameters.When, clock.GetUtcNow().UtcDateTime),
            Unit = parameters.Unit is null ? null : reading.Text("unit", parameters.Unit, UnitMax),
            After = reading.Text("after", parameters.After, EfectivoCode.LengthMax),
            Limit = reading.Whole("limit", parameters.Limit, 0, LimitMax, LimitDefault),
        };
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var picture = await grains.GetGrain<IDutyDirectoryGrain>(Random.Shared.Next(Workers)).At(query, cancellation);
        var (onShift, inService) = (picture.Units.Sum(unit => unit.OnShift), picture.Units.Sum(unit => unit.Available + unit.OnTask));
        return TypedResults.Ok(new DutyResource(
            query.At, onShift, isNow ? inService : null, isNow && onShift > 0 ? (double)inService / onShift : null,
            [.. picture.Units.Select(unit => UnitDutyResource.Of(unit, isNow))], [.. picture.People.Select(person => PersonOnDutyResource.Of(person, isNow))],
            picture.Next.Length == 0 ? null : picture.Next));
    }
}
