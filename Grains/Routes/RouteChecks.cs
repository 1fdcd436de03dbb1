using System.Globalization;
using GrupoGad.Texts;

namespace GrupoGad.Routes;

/// <summary>Rules that a request for a route must meet. Pure.</summary>
internal static class RouteChecks
{
    private const string TimeRule = "a UTC time within 366 days of now";

    public static RouteAnswer? Refuses(RouteRequest request, DateTime now)
    {
        if (request.EfectivoId.Length > 0 == request.Start is not null)
        {
            return Wrong("start", request.EfectivoId, "either an efectivo or a start, not both");
        }
        if (request.Start is { IsValid: false })
        {
            return Wrong("start", "", "latitude -90..90 and longitude -180..180");
        }
        if (request.LeaveAt is { } leave && !IsNear(leave, now))
        {
            return Wrong("leaveAt", Text(leave), TimeRule);
        }
        if (request.Stops.IsDefault || request.Stops.Length is 0 or > RouteRequest.StopsMax)
        {
            return Wrong("stops", $"{(request.Stops.IsDefault ? 0 : request.Stops.Length)} entries", $"1 to {RouteRequest.StopsMax} stops");
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return request.Stops.Select((stop, i) => Refuses(stop, $"stops[{i}]", seen, now)).FirstOrDefault(answer => answer is not null);
    }

    private static RouteAnswer? Refuses(RouteStop stop, string field, HashSet<string> seen, DateTime now) =>
        !TextLength.IsWithin(stop.Id, 1, RouteRequest.IdLengthMax) ? Wrong($"{field}.id", stop.Id ?? "", TextLength.Rule($"1 to {RouteRequest.IdLengthMax} characters", stop.Id))
        : !seen.Add(stop.Id) ? Wrong($"{field}.id", stop.Id, "each id once")
        : !stop.Point.IsValid ? Wrong($"{field}.point", "", "latitude -90..90 and longitude -180..180")
        : stop.ServiceS is < 0 or > RouteRequest.ServiceMaxS ? Wrong($"{field}.serviceS", $"{stop.ServiceS}", $"0 to {RouteRequest.ServiceMaxS} seconds")
        : stop.From is { } from && !IsNear(from, now) ? Wrong($"{field}.from", Text(from), TimeRule)
        : stop.To is { } to && !IsNear(to, now) ? Wrong($"{field}.to", Text(to), TimeRule)
        : stop.To <= stop.From ? Wrong($"{field}.to", Text(stop.To!.Value), "after from")
        : null;

    private static bool IsNear(DateTime time, DateTime now) =>
        time.Kind == DateTimeKind.Utc && Math.Abs((time - now).TotalDays) <= RouteRequest.DaysMax;

    private static string Text(DateTime time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static RouteAnswer Wrong(string field, string value, string rule) => new() { Outcome = RouteOutcome.Invalid, Field = field, Value = value, Rule = rule };
}
