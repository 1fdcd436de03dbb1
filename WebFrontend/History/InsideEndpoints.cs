using System.Security.Claims;
using GrupoGad.History;
using GrupoGad.WebFrontend.Fences;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Places;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.History;

/// <summary>Efectivos inside an area between two instants.</summary>
internal static class InsideEndpoints
{
    private const int Workers = 8;

    public static void Map(RouteGroupBuilder history) => history
        .MapPost("/inside", Ask).RequireAuthorization(Policies.CanRead).ProducesProblem(413).ProducesProblem(501)
        .WithMetadata(new RequestSizeLimitAttribute(AreaQuestion.BodyBytesMax))
        .WithSummary("Who was inside an area between two times, at most 31 days apart: first and last fix inside, and ways between two fixes that led through (interpolated)");

    private static async Task<Results<Ok<InsideResource>, ProblemHttpResult>> Ask(
        InsideItem item, ClaimsPrincipal user, IGrainFactory grains, PastReads reads, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        var (from, to) = AreaQuestion.Stretch(reading, item.From, item.To, InsideQuery.DaysMax);
        var query = new InsideQuery { Area = AreaQuestion.Area(reading, item.Area, InsideQuery.CornersMax), From = from, To = to };
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        reads.Area(user, "visitors", from, to);
        var answer = await grains.GetGrain<IHistoryGrain>(Random.Shared.Next(Workers)).Inside(query, cancellation);
        return HistoryRefusals.Of(answer.Verdict, "area", item.Area!.Type) is { } problem
            ? problem
            : TypedResults.Ok(new InsideResource(from, to, [.. answer.Visitors.Select(VisitorResource.Of)]));
    }

    /// <param name="Area">GeoJSON Polygon or MultiPolygon. Its edge is inside.</param>
    /// <param name="From">Device time, included.</param>
    /// <param name="To">Excluded.</param>
    public sealed record InsideItem(GeometryItem? Area, DateTime? From, DateTime? To);

    public sealed record InsideResource(DateTime From, DateTime To, IReadOnlyList<VisitorResource> Efectivos);

    /// <param name="First">Device time of its first fix inside; null: none was.</param>
    /// <param name="Visits">How often it came in, as far as fixes tell.</param>
    /// <param name="Crossings">Ways between two fixes outside, at most two minutes apart, that led through.</param>
    /// <param name="FirstCrossing">When the first of them came in, by even speed.</param>
    /// <param name="Interpolated">No fix was inside, only such a way: probably, nobody saw it there.</param>
    public sealed record VisitorResource(
        string EfectivoId, string DisplayName, DateTime? First, DateTime? Last, long Fixes, long Visits, long Crossings, DateTime? FirstCrossing,
        DateTime? LastCrossing, bool Interpolated)
    {
        public static VisitorResource Of(Visitor visitor) => new(
            visitor.EfectivoId, visitor.DisplayName, visitor.First, visitor.Last, visitor.Fixes, visitor.Visits, visitor.Crossings, visitor.FirstCrossing,
            visitor.LastCrossing, visitor.Fixes == 0);
    }
}
