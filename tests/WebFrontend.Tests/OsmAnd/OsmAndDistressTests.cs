using System.Net;
using System.Text;
using GrupoGad.Alarms;
using GrupoGad.WebFrontend.Tests.Doors;
using GrupoGad.WebFrontend.Tests.Fakes;

namespace GrupoGad.WebFrontend.Tests.OsmAnd;

public sealed class OsmAndDistressTests(DoorsWorld world)
{
    [Fact]
    public async Task The_sos_of_a_tracker_is_a_panic_whatever_else_its_message_holds_and_no_other_alarm_is()
    {
        var code = await world.Register();
        using var door = new HttpClient { BaseAddress = world.FrontEnd.Osmand };
        var raised = AlarmScript.Of(code).Raised;
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

        for (var turn = 0; turn < 2; turn++)
        {
            using var get = await door.GetAsync($"/?id={code}&lat=-34.6&lon=-58.4&timestamp={now}&alarm=sos", DoorsWorld.Cancel);
            Assert.Equal(HttpStatusCode.OK, get.StatusCode);
        }
        Assert.Single(raised.Select(alarm => alarm.AlarmId).Distinct());
        Assert.All(raised, alarm => Assert.Equal((AlarmKind.Panic, -34.6, code), (alarm.Kind, alarm.Point!.Value.Latitude, alarm.Actor)));

        var before = raised.Count;
        foreach (var query in new[] { "alarm=sos", "alarm=lowBattery,SOS&lat=95&lon=x", "alarm=sos&timestamp=yesterday&lat=0&lon=0" })
        {
            using var odd = await door.GetAsync($"/?id={code}&{query}", DoorsWorld.Cancel);
        }
        Assert.Equal(before + 3, raised.Count);
        Assert.All(raised.Skip(before), alarm => Assert.Null(alarm.Point));

        foreach (var body in new[]
        {
            "{\"device_id\":\"" + code + "\",\"alarm\":\"sos\",\"location\":{\"coords\":{\"latitude\":-34.602,\"longitude\":-58.4}}}",
            "{\"device_id\":\"" + code + "\",\"location\":{\"extras\":{\"alarm\":\"sos\"},\"coords\":{\"latitude\":-34.602,\"longitude\":-58.4}}}",
            "{\"device_id\":\"" + code + "\",\"location\":[{\"coords\":{\"latitude\":-34.601,\"longitude\":-58.4}},{\"extras\":{\"alarm\":\"sos\"},\"coords\":{\"latitude\":-34.602,\"longitude\":-58.4}}]}",
            "[{\"device_id\":\"" + code + "\",\"alarm\":\"sos\",\"location\":{\"coords\":{\"latitude\":-34.602,\"longitude\":-58.4}}}]",
        })
        {
            // Whatever becomes of the position: a jump within the same second is refused.
            using var json = await door.PostAsync("/", new StringContent(body, Encoding.UTF8, "application/json"), DoorsWorld.Cancel);
        }
        Assert.Equal(before + 7, raised.Count);
        Assert.Equal(-34.602, raised.Last().Point!.Value.Latitude);

        foreach (var alarm in new[] { "lowBattery", "geofenceExit", "powerOn", "" })
        {
            using var other = await door.GetAsync($"/?id={code}&lat=-34.6&lon=-58.4&alarm={alarm}", DoorsWorld.Cancel);
        }
        Assert.Equal(before + 7, raised.Count);
    }

    [Fact]
    public async Task The_sos_of_a_tracker_is_heard_whatever_its_body_its_charset_and_its_other_fields_are()
    {
        var code = await world.Register();
        using var door = new HttpClient { BaseAddress = world.FrontEnd.Osmand };
        using var main = new HttpClient { BaseAddress = world.FrontEnd.Http };
        var sos = "{\"device_id\":\"" + code + "\",\"alarm\":\"sos\",\"location\":{\"coords\":{\"latitude\":-34.6,\"longitude\":-58.4}}}";
        (string Query, string? Type, string Body)[] calls =
        [
            ("", "application/json", sos.Replace("\"alarm\"", "\"timestamp\":\"\\ud800\",\"alarm\"", StringComparison.Ordinal)),
            ("", "application/json; charset=iso-8859-1", sos),
            ("?x=%00", "application/json", sos),
            ("", "application/json", sos[..^1]),
            ("", "application/json", sos[..sos.IndexOf(",\"location", StringComparison.Ordinal)]),
            ("", "application/json", sos[..sos.IndexOf("-58.4", StringComparison.Ordinal)]),
            ("", "application/json", sos[..^3] + "\u0001"),
            ($"?id={code}&alarm=sos&x=%00", null, ""),
            ($"?id={code}&alarm=sos", "application/json", "{}"),
            ($"?id={code}&alarm=sos", "application/json", "{\"location\":"),
            ($"?id={code}&alarm=sos", "application/json; charset=utf-16", "{}"),
            ($"?id={code}&alarm=sos", "multipart/form-data", "x"),
            ($"?id={code}&alarm=sos", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nno end"),
            ($"?id={code}&alarm=sos", "application/x-www-form-urlencoded", string.Join('&', Enumerable.Range(0, 2_000).Select(i => $"f{i}=1"))),
            ($"?id={code}&alarm=sos", "application/json", new string(' ', 600_000)),
            ($"?id={code}&alarm=sos", "application/x-www-form-urlencoded", new string('x', 600_000)),
        ];
        foreach (var (query, type, body) in calls)
        {
            foreach (var (client, path) in new[] { (door, "/"), (main, "/osmand") })
            {
                var before = AlarmScript.Of(code).Raised.Count;
                using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
                content.Headers.TryAddWithoutValidation("Content-Type", type);
                using var answer = await client.PostAsync(path + query, content, DoorsWorld.Cancel);
                Assert.True(AlarmScript.Of(code).Raised.Count == before + 1, $"{query} {type} {body[..Math.Min(body.Length, 80)]}: {answer.StatusCode}");
                Assert.True((int)answer.StatusCode < 500, $"{query} {type}: {answer.StatusCode}");
            }
        }
    }
}
