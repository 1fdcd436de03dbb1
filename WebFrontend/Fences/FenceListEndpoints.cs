using GrupoGad.Fences;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Operations;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Fences;

/// <summary>Fences, a page at a time.</summary>
internal static class FenceListEndpoints
{
    private const int LimitMax = 1_000;
    private const int LimitDefault = 200;
    private const int TextMax = 100;
    private const string AnyEfectivo = "*";

    public static void Map(RouteGroupBuilder fences) => fences
        .MapGet("", List).RequireAuthorization(Policies.CanRead)
        .Produces<FencesResource>(200, "application/json", GeoJson.ContentType)
        .WithSummary("Fences by code, a page at a time, as JSON or GeoJSON; by part of code or name, by box, or by owner");

    /// <param name="Text">Part of the code or name.</param>
    /// <param name="Bbox">west,south,east,north: those that touch it.</param>
    /// <param name="Operation">The operation that owns them.</param>
    /// <param name="Efectivo">The efectivo they move with; <c>*</c>: any. A moving fence has no place of its own, so no box finds it.</param>
    /// <param name="After">The <c>next</c> of the page before.</param>
    /// <param name="Limit">1–1,000; 200 when left out.</param>
    /// <param name="Format">json or geojson; left out, the Accept header decides.</param>
    public sealed record Parameters(
        [FromQuery(Name = "q")] string? Text,
        [FromQuery(Name = "bbox")] string? Bbox,
        [FromQuery(Name = "operation")] string? Operation,
        [FromQuery(Name = "efectivo")] string? Efectivo,
        [FromQuery(Name = "after")] string? After,
        [FromQuery(Name = "limit")] string? Limit,
        [FromQuery(Name = "format")] string? Format)
    {
        internal FenceQuery Read(QueryReading reading)
        {
            if (Format is not (null or "json" or "geojson"))
            {
                reading.Refuse("format", Format, "json or geojson");
            }
            if (Operation is not null && Efectivo is not null)
            {
                reading.Refuse("efectivo", Efectivo, "left out beside operation");
            }
            return new FenceQuery
            {
                Text = reading.Text("q", Text, TextMax),
                Bounds = Bbox is null ? null : reading.Bounds(Bbox),
                Owner = Operation is not null ? new FenceOwner(FenceOwnerKind.Operation, reading.Code("operation", Operation, OperationCode.IsValid, OperationCode.Rule))
                    : Efectivo is AnyEfectivo ? new FenceOwner(FenceOwnerKind.Efectivo, "")
                    : Efectivo is not null ? new FenceOwner(FenceOwnerKind.Efectivo, reading.Code("efectivo", Efectivo, EfectivoCode.IsValid, EfectivoCode.Rule)) : null,
                After = reading.After(After, FenceCode.IsValid),
                Limit = reading.Whole("limit", Limit, 1, LimitMax, LimitDefault),
            };
        }
    }

    private static async Task<IResult> List(
        [AsParameters] Parameters parameters, HttpRequest request, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        var query = parameters.Read(reading);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var page = await Directories.Any(grains).Find(query, cancellation);
        var next = page.Next.Length == 0 ? null : page.Next;
        var resources = page.Fences.Select(FenceResource.Of).ToArray();
        return GeoJson.IsWanted(request, parameters.Format)
            ? GeoJson.Answer(new FeatureCollection([.. resources.Select(resource => resource.ToFeature())], next is null ? null : Link(request, next)))
            : TypedResults.Ok(new FencesResource(resources, next));
    }

    private static string Link(HttpRequest request, string after) =>
        request.Path + QueryString.Create([.. request.Query.Where(pair => pair.Key != "after"), new("after", after)]).ToUriComponent();

    /// <param name="Next">Pass it as <c>after</c> for the next page; null at the end.</param>
    public sealed record FencesResource(IReadOnlyList<FenceResource> Fences, string? Next);
}

internal static class Directories
{
    /// <summary>The directory is stateless: a few keys spread the calls over the silos.</summary>
    private const int Workers = 8;

    public static IFenceDirectoryGrain Any(IGrainFactory grains) => grains.GetGrain<IFenceDirectoryGrain>(Random.Shared.Next(Workers));
}
