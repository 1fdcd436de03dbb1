using GrupoGad.Geo;

namespace GrupoGad.Routes;

public sealed class RouteChecksTests
{
    private static readonly DateTime _now = new(2026, 3, 14, 12, 0, 0, DateTimeKind.Utc);
    private static readonly RouteStop _stop = new("A", new GeoPoint(1, 2), 60, _now, _now.AddHours(1));
    private static readonly RouteRequest _good = new() { Start = new GeoPoint(0, 0), Stops = [_stop, _stop with { Id = "B" }] };

    public static TheoryData<string, string> Bad => new()
    {
        { "start", "neither" }, { "start", "both" }, { "start", "pole" }, { "leaveAt", "leave" }, { "leaveAt", "local" }, { "stops", "none" }, { "stops", "unset" }, { "stops", "many" },
        { "stops[1].id", "twice" }, { "stops[0].id", "nameless" }, { "stops[0].id", "long" }, { "stops[0].point", "nan" }, { "stops[0].serviceS", "negative" },
        { "stops[0].serviceS", "endless" }, { "stops[0].from", "past" }, { "stops[0].to", "future" }, { "stops[0].to", "empty" },
    };

    [Fact]
    public void A_good_request_is_not_refused() => Assert.Null(RouteChecks.Refuses(_good, _now));

    [Theory, MemberData(nameof(Bad))]
    public void What_is_wrong_is_named(string field, string what)
    {
        var answer = RouteChecks.Refuses(what switch
        {
            "neither" => _good with { Start = null },
            "both" => _good with { EfectivoId = "E-1" },
            "pole" => _good with { Start = new GeoPoint(90.1, 0) },
            "leave" => _good with { LeaveAt = _now.AddDays(367) },
            "local" => _good with { LeaveAt = DateTime.SpecifyKind(_now, DateTimeKind.Unspecified) },
            "none" => _good with { Stops = [] },
            "unset" => _good with { Stops = default },
            "many" => _good with { Stops = [.. Enumerable.Range(0, 51).Select(i => _stop with { Id = $"S{i}" })] },
            "twice" => _good with { Stops = [_stop, _stop] },
            "nameless" => First(_stop with { Id = "" }),
            "long" => First(_stop with { Id = new string('x', 65) }),
            "nan" => First(_stop with { Point = new GeoPoint(double.NaN, 0) }),
            "negative" => First(_stop with { ServiceS = -1 }),
            "endless" => First(_stop with { ServiceS = 86_401 }),
            "past" => First(_stop with { From = _now.AddDays(-367) }),
            "future" => First(_stop with { To = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc) }),
            _ => First(_stop with { To = _stop.From }),
        }, _now);
        Assert.Equal((RouteOutcome.Invalid, field), (answer!.Outcome, answer.Field));
        Assert.NotEmpty(answer.Rule);
    }

    private static RouteRequest First(RouteStop stop) => _good with { Stops = [stop] };
}
