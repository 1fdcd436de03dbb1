using System.Globalization;
using GrupoGad.Duty;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Duty;

/// <summary>The record of what was done to shifts and leaves, for who audits it.</summary>
internal static class ChangeEndpoints
{
    private const int LimitDefault = 100;
    private const int ActorMax = 200;

    /// <summary>The directory is stateless: a few keys spread the calls over the silos.</summary>
    private const int Workers = 8;

    public static void Map(RouteGroupBuilder duty) => duty
        .MapGet("/changes", List).RequireAuthorization(Policies.CanRead)
        .WithSummary("Who planned, replaced, added or cancelled which shift or leave, when and why; newest first, a page at a time");

    /// <param name="Efectivo">Of this efectivo only.</param>
    /// <param name="Actor">By this subject only.</param>
    /// <param name="From">Made at or after, UTC.</param>
    /// <param name="To">Made before, UTC.</param>
    /// <param name="Before">The <c>next</c> of the page before.</param>
    /// <param name="Limit">1–500; 100 when left out.</param>
    public sealed record Parameters(
        [FromQuery(Name = "efectivo")] string? Efectivo,
        [FromQuery(Name = "actor")] string? Actor,
        [FromQuery(Name = "from")] string? From,
        [FromQuery(Name = "to")] string? To,
        [FromQuery(Name = "before")] string? Before,
        [FromQuery(Name = "limit")] string? Limit)
    {
        internal DutyChangesQuery Read(QueryReading reading)
        {
            var (from, to) = reading.Period(From, To);
            return new DutyChangesQuery
            {
                EfectivoId = reading.Code("efectivo", Efectivo, EfectivoCode.IsValid, EfectivoCode.Rule),
                Actor = reading.Text("actor", Actor, ActorMax),
                From = from,
                To = to,
                Before = Before is null ? null : DutyMarkText.Read(reading, "before", Before),
                Limit = reading.Whole("limit", Limit, 1, DutyChangesQuery.LimitMax, LimitDefault),
            };
        }
    }

    private static async Task<Results<Ok<DutyChangesResource>, ProblemHttpResult>> List(
        [AsParameters] Parameters parameters, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        var query = parameters.Read(reading);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var page = await grains.GetGrain<IDutyDirectoryGrain>(Random.Shared.Next(Workers)).Changes(query, cancellation);
        return TypedResults.Ok(new DutyChangesResource([.. page.Changes.Select(DutyChangeResource.Of)], page.Next is { } next ? DutyMarkText.Write(next) : null));
    }

    /// <param name="Next">Pass it as <c>before</c> for the next page; null at the end.</param>
    public sealed record DutyChangesResource(IReadOnlyList<DutyChangeResource> Changes, string? Next);

    /// <param name="Sequence">1, 2, 3… of one efectivo: but for the oldest, whose time is over, none is missing.</param>
    /// <param name="At">When it was done, UTC.</param>
    /// <param name="Actor">The actor.</param>
    /// <param name="What">planned and replaced are of a shift, leave.added and leave.cancelled of a leave.</param>
    /// <param name="LeaveId">Null: it is about a shift.</param>
    /// <param name="Start">Of the shift or leave, UTC.</param>
    /// <param name="End">UTC, exclusive.</param>
    public sealed record DutyChangeResource(
        string EfectivoId, long Sequence, DateTime At, string Actor, string What, string Reason, string? LeaveId, DateTime Start, DateTime End)
    {
        public static DutyChangeResource Of(DutyChange change) => new(
            change.EfectivoId, change.Sequence, change.At, change.Actor, change.What, change.Reason, change.LeaveId.Length == 0 ? null : change.LeaveId, change.Start, change.End);
    }
}

/// <summary>A place in the record as REST writes it: milliseconds since 1970, number and code, by dots.</summary>
internal static class DutyMarkText
{
    private const string Rule = "the next of a page of changes";

    public static string Write(DutyMark mark) =>
        string.Create(CultureInfo.InvariantCulture, $"{new DateTimeOffset(mark.At).ToUnixTimeMilliseconds()}.{mark.Sequence}.{mark.EfectivoId}");

    public static DutyMark? Read(QueryReading reading, string field, string text)
    {
        if (text.Split('.') is [var at, var sequence, var id] && EfectivoCode.IsValid(id)
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return new(DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime, id, number);
        }
        reading.Refuse(field, text, Rule);
        return null;
    }
}
