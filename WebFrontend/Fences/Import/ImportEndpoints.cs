using System.Security.Claims;
using GrupoGad.Fences;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Places;
using GrupoGad.WebFrontend.Preconditions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Fences.Import;

/// <summary>
/// Standing fences from a GeoJSON file, e.g. a city's districts. All features are judged before the first is written. A malformed file changes nothing, and its
/// sender receives the fault of each feature that has one. A polygon that is not valid refuses the file, unless its sender asks for it to be mended.
/// </summary>
internal static class ImportEndpoints
{
    private const int FileBytesMax = 32 * 1024 * 1024;

    /// <summary>Calls under way at once.</summary>
    private const int AtOnce = 32;

    public static void Map(RouteGroupBuilder fences) => fences
        .MapPost("/import", Import).RequireAuthorization(Policies.CanCommand).ProducesProblem(409).ProducesProblem(413)
        .Accepts<object>(GeoJson.ContentType, "application/json")
        .WithMetadata(new RequestSizeLimitAttribute(FileBytesMax))
        .WithSummary("Fences from a GeoJSON FeatureCollection or a Feature: code from the property code or the feature's id, behind the prefix where it is none of ours, or prefix and number; all or none. "
            + "With If-None-Match: * fences that are there stay as they are, and the answer says so of each. With repair=true polygons that touch or cross themselves are mended, unless that changes an area by more than 0.1 %");

    /// <param name="prefix">Begins the code of features that bring none (with their number), or one that is spelled otherwise.</param>
    /// <param name="repair">true: invalid polygons are mended, and the answer says what was done to each; false or left out: they are refused.</param>
    private static async Task<Results<Ok<ImportResource>, ProblemHttpResult>> Import(
        HttpRequest request, string? prefix, bool? repair, [AsParameters] Precondition precondition, ClaimsPrincipal user, IGrainFactory grains, IOptions<FenceEndpointOptions> options, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        var expected = precondition.OfStep(reading.Refuse);
        if (reading.Refusal is { } malformed)
        {
            return Problems.BadRequest(malformed);
        }
        var (document, unreadable) = await JsonText.Read(request, cancellation);
        using var _ = document;
        if (document is null)
        {
            return Problems.BadRequest(unreadable!);
        }
        var (plans, faults) = ImportReading.Read(document.RootElement, prefix ?? "FENCE", options.Value.ImportMax);
        if (faults.Count > 0)
        {
            return Problems.BadRequest(faults);
        }
        (var judged, faults) = await Judge(plans, repair == true, grains, cancellation);
        if (faults.Count > 0)
        {
            return Problems.BadRequest(faults);
        }
        var results = new ImportedItem[plans.Count];
        await Each(plans, async (plan, i) =>
        {
            var answer = await grains.GetGrain<IFenceGrain>(plan.FenceId).Put(judged[i].Plan, Caller.From(user).Subject, expected, cancellation);
            results[i] = new ImportedItem(plan.FenceId, answer.Outcome, answer.Rule, MendedItem.Of(judged[i]));
        }, cancellation);
        return TypedResults.Ok(new ImportResource(results));
    }

    /// <returns>The fences to be put, and the reasons for which the grains would refuse features.</returns>
    private static async Task<(FenceMending[] Judged, IReadOnlyList<Refusal> Faults)> Judge(
        IReadOnlyList<ImportedPlan> plans, bool repair, IGrainFactory grains, CancellationToken cancellation)
    {
        var judged = new FenceMending[plans.Count];
        await Each(plans, async (plan, i) =>
        {
            var directory = Directories.Any(grains);
            judged[i] = repair ? await directory.Mend(plan.Plan, cancellation)
                : new FenceMending { Plan = plan.Plan, Refusal = await directory.Check(plan.Plan, cancellation) };
        }, cancellation);
        return (judged, [.. judged.Zip(plans).Where(one => one.First.Refusal is not null).Select(one => Fault(one.Second.At, one.First.Refusal!))]);
    }

    private static Refusal Fault(string at, FenceAnswer refusal) =>
        new($"{at}.{FenceRequests.Camel(refusal.Field)}", FenceRequests.Value(refusal), refusal.Rule) { Code = StatusRules.CodeOf(refusal.Outcome) };

    private static Task Each(IReadOnlyList<ImportedPlan> plans, Func<ImportedPlan, int, Task> call, CancellationToken cancellation) => Parallel.ForEachAsync(
        Enumerable.Range(0, plans.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
        async (i, _) => await call(plans[i], i));
}
