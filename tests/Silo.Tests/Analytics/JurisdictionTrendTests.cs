using GrupoGad.Analytics;

namespace GrupoGad.Silo.Tests.Analytics;

/// <summary>A day with nobody there has no row, and counts.</summary>
public sealed class JurisdictionTrendTests(PostGisServer server) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private PostGisStack _stack = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        _stack = await PostGisStack.Start(_database.Address, null, ("Gad:Analytics:RefreshEveryS", "1"), ("Gad:Analytics:LookEveryS", "1"));
        await _database.Run("""
            INSERT INTO efectivos (id, display_name, rank, unit, specialties, skills, jurisdiction, contact, devices, availability, version)
            SELECT 'E-' || name, '', '', '', '{}', '{}', name, '', '{}', 1, 1 FROM unnest('{Norte,Sur}'::text[]) AS names (name)
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await _stack.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_jurisdiction_that_nobody_serves_any_more_falls_and_one_that_is_served_at_last_rises()
    {
        var start = DateTime.UtcNow.Date.AddDays(-5);
        // Not whole: it counts for no trend.
        var query = new JurisdictionCoverageQuery { From = start.AddHours(-6), To = start.AddDays(5) };
        foreach (var (efectivo, day) in new[] { ("E-Norte", 0), ("E-Norte", 1), ("E-Sur", 4) })
        {
            await _stack.Journal.Append(Reports.Of(efectivo, start.AddDays(day).AddHours(12)));
        }
        var found = new JurisdictionCoverage { Jurisdictions = [] };
        await Reports.Until("all three are counted", async () =>
            (found = await _stack.Get<IJurisdictionCoverage>().Read(query, Cancellation)).Jurisdictions.Sum(served => served.CoveredMinutes) == 3);

        // One cell, of so many km²: c, c, 0, 0, 0 and 0, 0, 0, 0, c on the days from 0 to 4.
        Assert.Equal(["Norte", "Sur"], found.Jurisdictions.Select(served => served.Jurisdiction));
        var (north, south) = (found.Jurisdictions[0], found.Jurisdictions[1]);
        Assert.Equal(-0.3 * north.AreaKm2, north.TrendKm2PerDay!.Value, 1e-9);
        Assert.Equal(0.2 * south.AreaKm2, south.TrendKm2PerDay!.Value, 1e-9);
        Assert.Equal([start, start.AddDays(1)], north.Days.Select(day => day.Day));
    }
}
