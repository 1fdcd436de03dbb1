using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;

namespace GrupoGad.WebFrontend.Tests.History;

/// <summary>Tracks as files, in trips, and with fewer points. Codes end in how many fixes they have, one a minute; see MadeUpTracks.</summary>
public sealed class TrackFileTests(DoorsWorld world)
{
    private const string Days = "from=2026-03-01T00:00:00Z&to=2026-03-05T04:01:00Z";

    private static readonly XNamespace _gpx = "http://www.topografix.com/GPX/1/1";

    /// <summary>More than a page of the export.</summary>
    private const int Many = 6_001;

    [Fact]
    public async Task A_gpx_file_has_the_shape_of_gpx_1_1_and_every_fix()
    {
        var file = XDocument.Parse(await Read("gpx", "application/gpx+xml"));
        var root = file.Root!;
        Assert.Equal((_gpx + "gpx", "1.1", true), (root.Name, root.Attribute("version")?.Value, root.Attribute("creator") is not null));
        // gpxType: metadata, wpt, rte, trk, extensions; trkType: name … before trkseg; trksegType: trkpt only.
        var track = Assert.Single(root.Elements());
        Assert.Equal(_gpx + "trk", track.Name);
        Assert.Equal([_gpx + "name", _gpx + "trkseg"], track.Elements().Select(element => element.Name));
        var points = track.Element(_gpx + "trkseg")!.Elements().ToArray();
        Assert.Equal(Many, points.Length);
        Assert.All(points, point =>
        {
            Assert.Equal(_gpx + "trkpt", point.Name);
            Assert.InRange(decimal.Parse(point.Attribute("lat")!.Value, CultureInfo.InvariantCulture), -90, 90);
            Assert.InRange(decimal.Parse(point.Attribute("lon")!.Value, CultureInfo.InvariantCulture), -180, 180);
            // wptType is a sequence: ele, time, …, extensions.
            var order = point.Elements().Select(element => Array.IndexOf(["ele", "time", "extensions"], element.Name.LocalName)).ToArray();
            Assert.Equal(order.Order(), order);
            Assert.DoesNotContain(-1, order);
            Assert.EndsWith("Z", point.Element(_gpx + "time")!.Value, StringComparison.Ordinal);
        });
        Assert.Equal(Many, points.Select(point => point.Element(_gpx + "time")!.Value).Distinct().Count());
    }

    [Fact]
    public async Task A_csv_file_has_a_header_and_a_line_for_each_fix()
    {
        var lines = (await Read("csv", "text/csv")).Split("\r\n");
        Assert.Equal("efectivoId,deviceTime,latitude,longitude,accuracyM,speedMps,courseDeg,altitudeM,battery", lines[0]);
        Assert.Equal((Many + 2, ""), (lines.Length, lines[^1]));
        Assert.Equal($"TRACK-{Many},2026-03-01T00:00:00.000Z,-34.6,-58.4,,,,,", lines[1]);
        Assert.All(lines[..^1], line => Assert.Equal(8, line.Count(letter => letter == ',')));
    }

    [Fact]
    public async Task A_geojson_file_has_a_point_for_each_fix()
    {
        var features = JsonDocument.Parse(await Read("geojson", "application/geo+json")).RootElement.GetProperty("features");
        Assert.Equal(Many, features.GetArrayLength());
        Assert.Equal((-58.4, -34.6), (features[0].GetProperty("geometry").GetProperty("coordinates")[0].GetDouble(), features[0].GetProperty("geometry").GetProperty("coordinates")[1].GetDouble()));
        Assert.Equal("2026-03-01T00:01:00.000Z", features[1].GetProperty("properties").GetProperty("time").GetString());
    }

    [Theory]
    [InlineData("TRACK-1/track/export?format=shp", "format")]
    [InlineData("TRACK-1/track/export?format=csv&from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z", "from")]
    [InlineData("ab/track/export?format=csv", "id")]
    [InlineData("TRACK-1/trips?from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z", "from")]
    [InlineData("TRACK-1/track?toleranceM=-1", "toleranceM")]
    public async Task A_bad_question_names_its_parameter(string route, string field)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.GetAsync($"/api/v1/efectivos/{route}", DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task A_track_in_trips_tells_its_legs()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.GetAsync("/api/v1/efectivos/TRACK-30/trips?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z", DoorsWorld.Cancel);
        var leg = Assert.Single((await answer.Json()).GetProperty("legs").EnumerateArray());
        // Half an hour at a thousandth of a degree a minute.
        Assert.Equal(("Trip", 30, 1740.0), (leg.GetProperty("kind").GetString(), leg.GetProperty("fixes").GetInt32(), leg.GetProperty("durationS").GetDouble()));
        Assert.Equal(29 * 111.195, leg.GetProperty("distanceM").GetDouble(), 1.0);
    }

    [Fact]
    public async Task A_straight_track_is_two_points_when_a_metre_may_be_lost()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.GetAsync("/api/v1/efectivos/TRACK-30/track?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&toleranceM=1", DoorsWorld.Cancel);
        var feature = await answer.Json();
        Assert.Equal((2, 2), (feature.GetProperty("geometry").GetProperty("coordinates").GetArrayLength(), feature.GetProperty("properties").GetProperty("times").GetArrayLength()));
    }

    private async Task<string> Read(string format, string contentType)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.GetAsync($"/api/v1/efectivos/TRACK-{Many}/track/export?format={format}&{Days}", DoorsWorld.Cancel);
        Assert.Equal((HttpStatusCode.OK, contentType), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal($"TRACK-{Many}.{format}", answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        return await answer.Content.ReadAsStringAsync(DoorsWorld.Cancel);
    }
}
