using GrupoGad.Analytics;
using GrupoGad.Geo;

namespace GrupoGad.Silo.Tests.Analytics;

/// <summary>Areas and minutes by jurisdiction, compared with counting them here.</summary>
public sealed class JurisdictionCoverageTests(PostGisServer server) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private PostGisStack _stack = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Midnight, two whole days ago.</summary>
    private static DateTime Start { get; } = DateTime.UtcNow.Date.AddDays(-2);

    private static DateTime End => Start.AddDays(2);

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        _stack = await PostGisStack.Start(_database.Address, null, ("Gad:Analytics:RefreshEveryS", "1"), ("Gad:Analytics:LookEveryS", "1"));
        await _database.Run("""
            INSERT INTO efectivos (id, display_name, rank, unit, specialties, skills, jurisdiction, contact, devices, availability, version)
            SELECT 'E-' || n, '', '', '', '{}', '{}', CASE n % 3 WHEN 0 THEN 'Norte' WHEN 1 THEN 'Sur' ELSE '' END, '', '{}', 1, 1 FROM generate_series(0, 8) n
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await _stack.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Area_covered_and_uncovered_minutes_are_what_counting_gives()
    {
        var random = new Random(12);
        var rows = Enumerable.Range(0, 600).Select(i => (
            Name: $"E-{i % 9}", Jurisdiction: (i % 9 % 3) switch { 0 => "Norte", 1 => "Sur", _ => "" }, Time: Start.AddSeconds(random.Next(2 * 86_400)).AddMilliseconds(i),
            Point: new GeoPoint(-34.6 + random.NextDouble() * 0.1, -58.4 + random.NextDouble() * 0.1))).ToArray();
        foreach (var row in rows)
        {
            await _stack.Journal.Append(Reports.Of(row.Name, row.Time, latitude: row.Point.Latitude, longitude: row.Point.Longitude));
        }
        var all = await Counted(600);
        Assert.Equal(["", "Norte", "Sur"], all.Jurisdictions.Select(served => served.Jurisdiction));
        foreach (var served in all.Jurisdictions)
        {
            var own = rows.Where(row => row.Jurisdiction == served.Jurisdiction).Select(row => (Cell: CellId.FromPoint(row.Point, AnalyticsLimits.CellLevel), row.Time)).ToArray();
            var cells = own.Select(row => row.Cell).Distinct().ToArray();
            var covered = own.Select(row => (row.Cell, row.Time.Ticks / TimeSpan.TicksPerMinute)).Distinct().Count();
            Assert.Equal(cells.Sum(Km2), served.AreaKm2, 1e-6 * served.AreaKm2);
            Assert.Equal(served.AreaKm2, served.ServedKm2, 1e-9);
            Assert.Equal((covered, (long)cells.Length * 2_880 - covered), (served.CoveredMinutes, served.UncoveredMinutes));
            Assert.Equal([Start, Start.AddDays(1)], served.Days.Select(day => day.Day));
            foreach (var day in served.Days)
            {
                var ofDay = own.Where(row => row.Time.Date == day.Day).ToArray();
                Assert.Equal(ofDay.Select(row => row.Cell).Distinct().Sum(Km2), day.ServedKm2, 1e-6 * served.AreaKm2);
                Assert.Equal((24, (long)cells.Length * 1_440), (day.Hours, day.CoveredMinutes + day.UncoveredMinutes));
            }
            Assert.Equal(served.Days[1].ServedKm2 - served.Days[0].ServedKm2, served.TrendKm2PerDay!.Value, 1e-6);
        }
        var south = await Read(Start, Start.AddHours(6), "Sur");
        Assert.Equal("Sur", Assert.Single(south.Jurisdictions).Jurisdiction);
        Assert.True(south.Jurisdictions[0].ServedKm2 < south.Jurisdictions[0].AreaKm2 && south.Jurisdictions[0].TrendKm2PerDay is null);
        Assert.Empty((await Read(Start, End, "Nadie")).Jurisdictions);
    }

    [Fact]
    public async Task An_hour_that_is_not_over_counts_for_nobody()
    {
        await _stack.Journal.Append(Reports.Of("E-0", Start.AddHours(1)));
        await _stack.Journal.Append(Reports.Of("E-0", DateTime.UtcNow.AddMinutes(-1)));
        var hours = (int)(DateTime.UtcNow - Start).TotalHours;
        JurisdictionCoverage? found = null;
        await Reports.Until("both are counted", async () => await _database.Ask<long>("SELECT coalesce(sum(minutes), 0)::bigint FROM coverage_by_jurisdiction") == 2);
        await Reports.Until("the answer is of that count", async () => (found = await Read(Start, DateTime.UtcNow.AddHours(1), null)).Jurisdictions.Length == 1);
        // The turn of an hour may come in between.
        Assert.Contains(found!.Jurisdictions[0].CoveredMinutes + found.Jurisdictions[0].UncoveredMinutes, new[] { hours * 60L, (hours + 1) * 60L });
    }

    [Fact]
    public async Task Cells_have_the_area_of_the_sphere()
    {
        Assert.Equal(4 * Math.PI * 6371.0088 * 6371.0088 * Math.Tanh(Math.PI), await _database.Ask<double>("SELECT sum(gad_cell_km2(y, 5) * 32) FROM generate_series(0, 31) y"), 1);
        Assert.Equal(Math.Pow(2 * Math.PI * 6371.0088 / 16_384, 2), await _database.Ask<double>("SELECT gad_cell_km2(8191, 14)"), 1e-5);
    }

    private async Task<JurisdictionCoverage> Counted(long minutesAtLeast)
    {
        JurisdictionCoverage? found = null;
        await Reports.Until("all reports are counted", async () =>
        {
            found = await Read(Start, End, null);
            return await _database.Ask<long>("SELECT count(*) FROM position_reports") == minutesAtLeast
                && await _database.Ask<bool>("SELECT (SELECT max(received_time) FROM position_reports) IS NOT NULL AND (SELECT sum(fixes) FROM coverage_by_cell_hour) = 600")
                && found.Jurisdictions.Sum(served => served.CoveredMinutes) == await _database.Ask<long>("""
                    SELECT sum(n)::bigint FROM (SELECT count(DISTINCT (date_trunc('minute', device_time), gad_cell_x(position, 14), gad_cell_y(position, 14))) AS n
                        FROM position_reports JOIN efectivos ON efectivos.id = efectivo_id GROUP BY jurisdiction) AS counted
                    """);
        });
        return found!;
    }

    private async Task<JurisdictionCoverage> Read(DateTime from, DateTime to, string? jurisdiction) =>
        await _stack.Get<IJurisdictionCoverage>().Read(new() { From = from, To = to, Jurisdiction = jurisdiction }, Cancellation);

    private static double Km2(CellId cell) => 6371.0088 * 6371.0088 * (cell.Bounds.East - cell.Bounds.West) * Math.PI / 180
        * (Math.Sin(cell.Bounds.North * Math.PI / 180) - Math.Sin(cell.Bounds.South * Math.PI / 180));
}
