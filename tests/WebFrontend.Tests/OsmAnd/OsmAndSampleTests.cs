using System.Net;
using System.Text;
using System.Text.Json;
using GrupoGad.WebFrontend.Ingest.OsmAnd;
using GrupoGad.WebFrontend.Tests.Doors;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Tests.OsmAnd;

/// <summary>What real apps send (requests.jsonl, see LICENSE.md).</summary>
public sealed class OsmAndSampleTests(DoorsWorld world)
{
    private static readonly DateTime Now = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    public static IEnumerable<TheoryDataRow<string>> Samples => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "OsmAnd", "requests.jsonl"))
        .Select(line => new TheoryDataRow<string>(line));

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_sample_is_read_as_its_app_means_it(string line)
    {
        var sample = JsonDocument.Parse(line).RootElement;
        var message = Read(sample);
        switch (sample.GetProperty("expect").GetString()!.Split(' ')[0])
        {
            case "position":
                Assert.Null(message.Refusal);
                Assert.NotEqual("", Assert.Single(message.Reports).EfectivoId);
                Assert.Null(message.Sent[0].Fault);
                Assert.True(message.Reports[0] is { Latitude: not 0, Longitude: not 0 });
                break;
            case "accepted":
                Assert.Equal(OsmAndMessage.WithoutPosition, message);
                break;
            default:
                Assert.Equal("id", message.Refusal?.Field);
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Every_sample_is_answered_at_the_door(string line)
    {
        var sample = JsonDocument.Parse(line).RootElement;
        if (Read(sample) is { Reports: [{ EfectivoId: var code }] })
        {
            await world.Register(code);
        }
        using var client = new HttpClient { BaseAddress = world.FrontEnd.Osmand };
        using var request = new HttpRequestMessage(new HttpMethod(sample.GetProperty("method").GetString()!), sample.GetProperty("target").GetString());
        if (sample.GetProperty("body").GetString() is { } body)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var answer = await client.SendAsync(request, DoorsWorld.Cancel);

        var text = await answer.Content.ReadAsStringAsync(DoorsWorld.Cancel);
        // Fixes of 2013 to 2017 are older than the retention; what was recorded in 2025 is not, and what has no time is of now.
        var stale = text.StartsWith("timestamp:", StringComparison.Ordinal) && text.Contains("retention", StringComparison.Ordinal);
        var refused = sample.GetProperty("expect").GetString()!.StartsWith("rejected", StringComparison.Ordinal);
        Assert.Equal(refused || stale ? HttpStatusCode.BadRequest : HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(answer.StatusCode == HttpStatusCode.OK, text.Length == 0);
    }

    [Fact]
    public void Units_and_unknowns_of_the_samples_are_ours_after_reading()
    {
        var reports = new List<Wire.PositionReport?>();
        foreach (var row in Samples)
        {
            reports.Add(Read(JsonDocument.Parse(row.Data).RootElement).Reports.SingleOrDefault());
        }
        var (still, simulated, newest, knots) = (reports[0]!, reports[1]!, reports[7]!, reports[9]!);
        Assert.Equal("48241179", still.EfectivoId);
        Assert.Equal((5f, 0f, 1f, false), (still.AccuracyM, still.SpeedMps, still.Battery, still.HasCourseDeg));
        Assert.Equal(new DateTime(2025, 6, 15, 13, 45, 12, 862, DateTimeKind.Utc), still.DeviceTime.ToDateTime());
        Assert.False(simulated.HasSpeedMps || simulated.HasCourseDeg || simulated.HasBattery);
        Assert.Equal(1442068686579, (long)(reports[4]!.DeviceTime.ToDateTime() - DateTime.UnixEpoch).TotalMilliseconds);
        Assert.Equal(new DateTime(2014, 6, 4, 9, 10, 11, DateTimeKind.Utc), reports[5]!.DeviceTime.ToDateTime());
        Assert.Equal(Now, newest.DeviceTime.ToDateTime());
        Assert.False(newest.HasAccuracyM);
        Assert.Equal(0.87f, reports[8]!.Battery);
        Assert.Equal((20.5778f, 7.1989f), (MathF.Round(knots.SpeedMps, 4), MathF.Round(knots.CourseDeg, 4)));
    }

    private static OsmAndMessage Read(JsonElement sample)
    {
        if (sample.GetProperty("body").GetString() is { } body)
        {
            return OsmAndJson.Read(JsonDocument.Parse(body).RootElement, Now);
        }
        var query = QueryHelpers.ParseQuery(sample.GetProperty("target").GetString()!.Split('?')[1]);
        return OsmAndFields.Read(name => query.GetValueOrDefault(name, StringValues.Empty), Now);
    }
}
