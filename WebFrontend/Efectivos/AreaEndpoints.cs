using GrupoGad.Cells;
using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.Extensions.Options;
using GrupoGad.Texts;

namespace GrupoGad.WebFrontend.Efectivos;

/// <summary>The efectivos inside a box, and those whose code or name holds a text.</summary>
internal static class AreaEndpoints
{
    private const int FoundMax = 20;
    private const int TextLengthMax = 50;
    private const int Workers = 8;

    public static void Map(RouteGroupBuilder efectivos) => efectivos
        .MapGet("", List).RequireAuthorization(Policies.CanRead)
        .Produces<AreaResource>(200, "application/json", GeoJson.ContentType)
        .WithSummary("bbox=west,south,east,north: who is inside, as JSON or GeoJSON pages; or q=text: at most 20 whose code or name holds it");

    private static async Task<IResult> List(
        [AsParameters] AreaParameters parameters, string? q, HttpRequest request, IGrainFactory grains, TimeProvider clock,
        IOptions<FreshnessOptions> freshness, CancellationToken cancellation)
    {
        if (q is not null)
        {
            return await Find(q, grains, cancellation);
        }
        if (!parameters.TryRead(out var query, out var refusal))
        {
            return Problems.BadRequest(refusal!);
        }
        var page = await grains.GetGrain<ISearchGrain>(Random.Shared.Next(Workers)).Within(query, cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var members = page.Members.Select(member => MemberResource.Of(member, now, freshness.Value)).ToArray();
        return GeoJson.IsWanted(request, parameters.Format)
            ? GeoJson.Answer(new FeatureCollection([.. members.Zip(page.Members, MemberResource.ToFeature)], NextLink(request, page.Next)))
            : TypedResults.Ok(new AreaResource(members, page.Next.Length == 0 ? null : page.Next));
    }

    private static async Task<IResult> Find(string q, IGrainFactory grains, CancellationToken cancellation)
    {
        var text = q.Trim();
        if (!TextLength.IsWithin(text, 1, TextLengthMax))
        {
            return Problems.BadRequest(new Refusal("q", q, TextLength.Rule($"1-{TextLengthMax} characters", q)).Limited(RefusalCodes.WrongLength, 1, TextLengthMax));
        }
        var found = await grains.GetGrain<IEfectivoDirectoryGrain>(0).Find(text, FoundMax, cancellation);
        return TypedResults.Ok(found);
    }

    private static string? NextLink(HttpRequest request, string cursor)
    {
        if (cursor.Length == 0)
        {
            return null;
        }
        var others = request.Query.Where(pair => pair.Key != "cursor");
        return request.Path + QueryString.Create([.. others, new("cursor", cursor)]).ToUriComponent();
    }
}

/// <param name="Next">Pass it as <c>cursor</c> for the next page; null at the end.</param>
internal sealed record AreaResource(IReadOnlyList<MemberResource> Efectivos, string? Next);

internal sealed record MemberResource(
    string EfectivoId, string DisplayName, string Unit, Availability Availability, IReadOnlyList<string> Skills,
    PositionResource Position, double AgeS, Freshness Freshness)
{
    public static MemberResource Of(CellMember member, DateTime now, FreshnessOptions freshness)
    {
        var ageS = Math.Round(Math.Max(0, (now - member.Fix.DeviceTime).TotalSeconds), 3);
        return new(
            member.EfectivoId, member.DisplayName, member.Unit, member.Availability, member.Skills,
            PositionResource.Of(member.Fix), ageS, freshness.Of(ageS));
    }

    public static Feature ToFeature(MemberResource resource, CellMember member) =>
        new(member.EfectivoId, GeoJson.Point(member.Fix), resource);
}
