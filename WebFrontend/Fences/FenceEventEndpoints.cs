using System.Globalization;
using GrupoGad.Fences;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Fences;

/// <summary>Events at fences, a page at a time.</summary>
internal static class FenceEventEndpoints
{
    private const int LimitMax = 1_000;
    private const int LimitDefault = 200;

    public static void Map(RouteGroupBuilder events) => events
        .MapGet("", List).RequireAuthorization(Policies.CanRead)
        .WithSummary("What happened at fences, newest first, a page at a time");

    /// <param name="Fence">Code of a fence.</param>
    /// <param name="Efectivo">Code of an efectivo.</param>
    /// <param name="Operation">The operation that owns the fence.</param>
    /// <param name="Kind">Names of kinds, by commas; left out: any.</param>
    /// <param name="From">By device time, included; ISO 8601 with a time zone.</param>
    /// <param name="To">By device time, excluded.</param>
    /// <param name="Before">The <c>next</c> of the page before.</param>
    /// <param name="Limit">1–1,000; 200 when left out.</param>
    public sealed record Parameters(
        [FromQuery(Name = "fence")] string? Fence,
        [FromQuery(Name = "efectivo")] string? Efectivo,
        [FromQuery(Name = "operation")] string? Operation,
        [FromQuery(Name = "kind")] string? Kind,
        [FromQuery(Name = "from")] string? From,
        [FromQuery(Name = "to")] string? To,
        [FromQuery(Name = "before")] string? Before,
        [FromQuery(Name = "limit")] string? Limit)
    {
        internal FenceEventQuery Read(QueryReading reading)
        {
            var (from, to) = reading.Period(From, To);
            return new FenceEventQuery
            {
                FenceId = reading.Code("fence", Fence, FenceCode.IsValid, FenceCode.Rule),
                EfectivoId = reading.Code("efectivo", Efectivo, EfectivoCode.IsValid, EfectivoCode.Rule),
                OperationId = reading.Code("operation", Operation, OperationCode.IsValid, OperationCode.Rule),
                Kinds = reading.Names<FenceEventKind>("kind", Kind),
                From = from,
                To = to,
                Before = Before is null ? null : FenceEventNumber.Read(reading, "before", Before),
                Limit = reading.Whole("limit", Limit, 1, LimitMax, LimitDefault),
            };
        }
    }

    private static async Task<Results<Ok<FenceEventsResource>, ProblemHttpResult>> List(
        [AsParameters] Parameters parameters, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        var query = parameters.Read(reading);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var page = await Directories.Any(grains).Events(query, cancellation);
        return TypedResults.Ok(new FenceEventsResource([.. page.Events.Select(FenceEventResource.Of)], page.Next?.ToString(CultureInfo.InvariantCulture)));
    }

    /// <param name="Next">Pass it as <c>before</c> for the next page; null at the end.</param>
    public sealed record FenceEventsResource(IReadOnlyList<FenceEventResource> Events, string? Next);
}

internal static class FenceEventNumber
{
    public static long Read(QueryReading reading, string field, string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }
        if (text.Length == 0 || text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            reading.Refuse(field, text, "the number of an event");
        }
        // A number all the same, beyond all there will be.
        return long.MaxValue;
    }
}
