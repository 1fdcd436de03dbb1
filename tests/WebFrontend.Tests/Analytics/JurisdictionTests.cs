using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using GrupoGad.Analytics;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;

namespace GrupoGad.WebFrontend.Tests.Analytics;

/// <summary>One jurisdiction, counted a quarter of an hour ago; what was asked for is kept.</summary>
internal sealed class MadeUpJurisdictions : IJurisdictionCoverage
{
    public static readonly DateTime Day = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    public static ConcurrentQueue<JurisdictionCoverageQuery> Asked { get; } = new();

    public ValueTask<JurisdictionCoverage> Read(JurisdictionCoverageQuery query, CancellationToken cancellation)
    {
        Asked.Enqueue(query);
        return new(query.Jurisdiction == "Nunca" ? new JurisdictionCoverage { Jurisdictions = [] } : new JurisdictionCoverage
        {
            AsOf = DateTime.UtcNow.AddMinutes(-15),
            Jurisdictions =
            [
                new ServedJurisdiction
                {
                    Jurisdiction = query.Jurisdiction ?? "Norte", AreaKm2 = 8.12345, ServedKm2 = 4.0617, CoveredMinutes = 90, UncoveredMinutes = 30,
                    Days = [new ServedDay(Day, 2, 4.0617, 90, 30)], TrendKm2PerDay = query.Jurisdiction is null ? -0.25 : null,
                },
            ],
        });
    }
}

public sealed class JurisdictionTests(DoorsWorld world)
{
    private const string Path = "/api/v1/analytics/jurisdictions";

    [Fact]
    public async Task Area_minutes_days_and_trend_are_told_with_the_age_of_the_count()
    {
        var answer = await Get(Path);
        var served = answer.GetProperty("jurisdictions")[0];
        Assert.InRange(answer.GetProperty("stalenessS").GetDouble(), 899, 960);
        Assert.Equal("Norte 8.12 4.06 90 30 -0.25", $"{served.GetProperty("jurisdiction")} {served.GetProperty("areaKm2")} {served.GetProperty("servedKm2")} {served.GetProperty("coveredMinutes")} {served.GetProperty("uncoveredMinutes")} {served.GetProperty("trendKm2PerDay")}");
        Assert.Equal("2026-03-01 2 30", $"{served.GetProperty("days")[0].GetProperty("day")} {served.GetProperty("days")[0].GetProperty("hours")} {served.GetProperty("days")[0].GetProperty("uncoveredMinutes")}");

        var one = await Get($"{Path}?jurisdiction=Sur&from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z");
        Assert.Equal(("Sur", JsonValueKind.Null), (one.GetProperty("jurisdictions")[0].GetProperty("jurisdiction").GetString(), one.GetProperty("jurisdictions")[0].GetProperty("trendKm2PerDay").ValueKind));
        Assert.Contains(MadeUpJurisdictions.Asked, query => query.Jurisdiction == "Sur" && query.From == MadeUpJurisdictions.Day && query.To == MadeUpJurisdictions.Day.AddDays(1));
        Assert.Contains(MadeUpJurisdictions.Asked, query => query.Jurisdiction is null && Math.Abs((query.To - query.From).TotalDays - 7) < 0.01);
        Assert.Equal(JsonValueKind.Null, (await Get($"{Path}?jurisdiction=Nunca")).GetProperty("asOf").ValueKind);
    }

    [Theory]
    [InlineData("from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z", "from")]
    [InlineData("to=ayer", "to")]
    public async Task Bad_input_is_refused_by_field(string question, string field)
    {
        using var client = world.FrontEnd.Client(Roles.Auditor);
        using var answer = await client.GetAsync($"{Path}?{question}", DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task An_efectivo_may_not_ask()
    {
        using var client = world.FrontEnd.Client(Roles.Efectivo);
        using var answer = await client.GetAsync(Path, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private async Task<JsonElement> Get(string path)
    {
        using var client = world.FrontEnd.Client(Roles.Auditor);
        using var answer = await client.GetAsync(path, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Json();
    }
}
