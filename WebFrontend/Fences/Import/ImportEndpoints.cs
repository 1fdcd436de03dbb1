using System.Security.Claims;
using System.Text.Json;
using GrupoGad.Fences;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Fences.Import;

/// <summary>Standing fences from a GeoJSON file, e.g. a city's districts. All features are judged before the first is written: a malformed file changes nothing.</summary>
internal static class ImportEndpoints
{
    private const int FileBytesMax = 32 * 1024 * 1024;

    /// <summary>Calls under way at once.</summary>
    private const int AtOnce = 32;

    public static void Map(RouteGroupBuilder fences) => fences
        .MapPost("/import", Import).RequireAuthorization(Policies.CanCommand).ProducesProblem(409).ProducesProblem(413)
        .Accepts<object>(GeoJson.ContentType, "application/json")
        .WithMetadata(new RequestSizeLimitAttribute(FileBytesMax))
        .WithSummary("Fences from a GeoJSON FeatureCollection: code from the property code or the feature's id, or prefix and number; all or none");

    /// <param name="prefix">Code of features that bring none: prefix, '-' and their number.</param>
    private static async Task<Results<Ok<ImportResource>, ProblemHttpResult>> Import(
        HttpRequest request, string? prefix, ClaimsPrincipal user, IGrainFactory grains, IOptions<FenceDoorOptions> options, CancellationToken cancellation)
    {
        using var document = await Parse(request, cancellation);
        if (document is null)
        {
            return Problems.BadRequest(new Violation("$", null, "well-formed JSON"));
        }
        var (plans, violation) = ImportReading.Read(document.RootElement, prefix ?? "FENCE", options.Value.ImportMax);
        violation ??= await Judge(plans, grains, cancellation);
        if (violation is not null)
        {
            return Problems.BadRequest(violation);
        }
        var results = new ImportedItem[plans.Count];
        await Each(plans, async (plan, i) =>
        {
            var answer = await grains.GetGrain<IFenceGrain>(plan.FenceId).Put(plan.Plan, Caller.From(user).Subject, cancellation);
            results[i] = new ImportedItem(plan.FenceId, answer.Outcome, answer.Rule);
        }, cancellation);
        return TypedResults.Ok(new ImportResource(results));
    }

    private static async Task<JsonDocument?> Parse(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            return await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellation);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The first feature whose plan the grains would refuse.</summary>
    private static async Task<Violation?> Judge(IReadOnlyList<ImportedPlan> plans, IGrainFactory grains, CancellationToken cancellation)
    {
        var refusals = new FenceAnswer?[plans.Count];
        await Each(plans, async (plan, i) => refusals[i] = await Directories.Any(grains).Check(plan.Plan, cancellation), cancellation);
        var first = Array.FindIndex(refusals, refusal => refusal is not null);
        return first < 0 ? null
            : new Violation($"features[{first}].{FenceRequests.Camel(refusals[first]!.Field)}", FenceRequests.Value(refusals[first]!), refusals[first]!.Rule);
    }

    private static Task Each(IReadOnlyList<ImportedPlan> plans, Func<ImportedPlan, int, Task> call, CancellationToken cancellation) => Parallel.ForEachAsync(
        Enumerable.Range(0, plans.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
        async (i, _) => await call(plans[i], i));

    /// <param name="Fences">One a feature, in the file's order.</param>
    public sealed record ImportResource(IReadOnlyList<ImportedItem> Fences);

    public sealed record ImportedItem(string FenceId, FenceOutcome Outcome, string Rule);
}
