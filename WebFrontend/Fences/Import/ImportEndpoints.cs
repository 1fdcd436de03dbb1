using System.Security.Claims;
using GrupoGad.Fences;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Fences.Import;

/// <summary>
/// Standing fences from a GeoJSON file, e.g. a city's districts. All features are judged before the first is written: a malformed file changes nothing. A polygon that
/// is not valid refuses the file, unless its sender asks for it to be mended.
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
        .WithSummary("Fences from a GeoJSON FeatureCollection: code from the property code or the feature's id, or prefix and number; all or none. "
            + "With repair=true polygons that touch or cross themselves are mended, unless that changes an area by more than 0.1 %");

    /// <param name="prefix">Code of features that bring none: prefix, '-' and their number.</param>
    /// <param name="repair">true: invalid polygons are mended, and the answer says what was done to each; false or left out: they are refused.</param>
    private static async Task<Results<Ok<ImportResource>, ProblemHttpResult>> Import(
        HttpRequest request, string? prefix, bool? repair, ClaimsPrincipal user, IGrainFactory grains, IOptions<FenceDoorOptions> options, CancellationToken cancellation)
    {
        var (document, unreadable) = await JsonText.Read(request, cancellation);
        using var _ = document;
        if (document is null)
        {
            return Problems.BadRequest(unreadable!);
        }
        var (plans, violation) = ImportReading.Read(document.RootElement, prefix ?? "FENCE", options.Value.ImportMax);
        if (violation is not null)
        {
            return Problems.BadRequest(violation);
        }
        (var judged, violation) = await Judge(plans, repair == true, grains, cancellation);
        if (violation is not null)
        {
            return Problems.BadRequest(violation);
        }
        var results = new ImportedItem[plans.Count];
        await Each(plans, async (plan, i) =>
        {
            var answer = await grains.GetGrain<IFenceGrain>(plan.FenceId).Put(judged[i].Plan, Caller.From(user).Subject, cancellation);
            results[i] = new ImportedItem(plan.FenceId, answer.Outcome, answer.Rule, MendedItem.Of(judged[i]));
        }, cancellation);
        return TypedResults.Ok(new ImportResource(results));
    }

    /// <returns>What is to be put, or the first feature whose plan the grains would refuse.</returns>
    private static async Task<(FenceMending[] Judged, Violation? Violation)> Judge(
        IReadOnlyList<ImportedPlan> plans, bool repair, IGrainFactory grains, CancellationToken cancellation)
    {
        var judged = new FenceMending[plans.Count];
        await Each(plans, async (plan, i) =>
        {
            var directory = Directories.Any(grains);
            judged[i] = repair ? await directory.Mend(plan.Plan, cancellation)
                : new FenceMending { Plan = plan.Plan, Refusal = await directory.Check(plan.Plan, cancellation) };
        }, cancellation);
        var first = Array.FindIndex(judged, one => one.Refusal is not null);
        return (judged, first < 0 ? null : Violation(first, judged[first].Refusal!));
    }

    private static Violation Violation(int feature, FenceAnswer refusal) =>
        new($"features[{feature}].{FenceRequests.Camel(refusal.Field)}", FenceRequests.Value(refusal), refusal.Rule);

    private static Task Each(IReadOnlyList<ImportedPlan> plans, Func<ImportedPlan, int, Task> call, CancellationToken cancellation) => Parallel.ForEachAsync(
        Enumerable.Range(0, plans.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
        async (i, _) => await call(plans[i], i));
}
