using System.Collections.Immutable;
using System.Globalization;
using GrupoGad.Routes;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Places;

namespace GrupoGad.WebFrontend.Routes;

/// <summary>The start of a route, and the stops to be visited.</summary>
/// <param name="EfectivoId">It starts where this one is now, at the speed of its class; or <paramref name="Start"/>.</param>
/// <param name="Stops">1–50.</param>
/// <param name="LeaveAt">UTC; left out: now.</param>
/// <param name="ReturnToStart">The way back counts as well.</param>
public sealed record RouteItem(string? EfectivoId, PointItem? Start, IReadOnlyList<StopItem?>? Stops, DateTime? LeaveAt, bool? ReturnToStart)
{
    internal RouteRequest Read(BodyReading reading)
    {
        if (EfectivoId is not null && !EfectivoCode.IsValid(EfectivoId))
        {
            reading.Refuse("efectivoId", EfectivoId, EfectivoCode.Rule);
        }
        if (Stops?.Count is null or 0 or > RouteRequest.StopsMax)
        {
            reading.Refuse("stops", $"{Stops?.Count ?? 0} entries", $"1-{RouteRequest.StopsMax} entries");
        }
        var stops = ImmutableArray.CreateBuilder<RouteStop>();
        for (var i = 0; i < Stops?.Count && i < RouteRequest.StopsMax; i++)
        {
            stops.Add((Stops[i] ?? new StopItem(null, null, null, null, null)).Read(reading, i));
        }
        // What remains, times and numbers, is the grain's to judge: one rule, one place.
        return new RouteRequest
        {
            EfectivoId = EfectivoId ?? "", Start = reading.Point("start", Start), Stops = stops.ToImmutable(),
            LeaveAt = LeaveAt?.ToUniversalTime(), ReturnToStart = ReturnToStart == true,
        };
    }
}

/// <param name="Id">1–64 characters, each once; left out: its place in the list, from 1.</param>
/// <param name="ServiceS">How long the visit takes, seconds, 0–86,400; 0 when left out.</param>
/// <param name="From">The visit begins no sooner, UTC.</param>
/// <param name="To">The visit should begin no later, UTC.</param>
public sealed record StopItem(string? Id, PointItem? Point, int? ServiceS, DateTime? From, DateTime? To)
{
    internal RouteStop Read(BodyReading reading, int i)
    {
        if (Point is null)
        {
            reading.Refuse($"stops[{i}].point", null, PointItem.Rule);
        }
        var id = reading.Line($"stops[{i}].id", Id ?? (i + 1).ToString(CultureInfo.InvariantCulture), 1, RouteRequest.IdLengthMax);
        return new RouteStop(id, reading.Point($"stops[{i}].point", Point) ?? default, ServiceS ?? 0, From?.ToUniversalTime(), To?.ToUniversalTime());
    }
}
