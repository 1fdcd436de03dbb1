using System.Net;
using System.Net.Http.Json;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using GrupoGad.WebFrontend.Tests.Operations;

namespace GrupoGad.WebFrontend.Tests.Preconditions;

public sealed class VersionTests(DoorsWorld world)
{
    [Fact]
    public async Task Who_may_change_an_efectivo_reads_all_of_it_and_nobody_else_what_is_personal()
    {
        using var administrator = world.FrontEnd.Client(Roles.Administrator);
        const string path = "/api/v1/efectivos/VER-WHOLE";
        (await administrator.Put(path, new { displayName = "Móvil", contact = "+00 1", devices = new[] { "phone-1" } })).Dispose();
        using var got = await administrator.Send(HttpMethod.Get, path);
        var view = await got.Json();
        Assert.Equal(("+00 1", "phone-1"), (view.GetProperty("contact").GetString(), view.GetProperty("devices")[0].GetString()));
        foreach (var role in new[] { Roles.Operator, Roles.Supervisor, Roles.Auditor, Roles.Integrator })
        {
            using var reader = world.FrontEnd.Client(role);
            using var seen = await reader.Send(HttpMethod.Get, path);
            var shown = await seen.Json();
            Assert.False(shown.TryGetProperty("contact", out _) || shown.TryGetProperty("devices", out _), role);
        }
    }

    [Fact]
    public async Task A_move_makes_another_tag_and_no_other_version()
    {
        var code = await world.Register();
        var path = $"/api/v1/efectivos/{code}";
        using var client = world.FrontEnd.Client(Roles.Administrator);
        using var still = await client.Send(HttpMethod.Get, path);
        await world.Place(code, -34.6, -58.4);
        using var moved = await client.Send(HttpMethod.Get, path, ifNoneMatch: still.Tag());
        Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
        Assert.NotEqual(still.Tag(), moved.Tag());
        Assert.Equal(PreconditionTests.Version(still.Tag()), PreconditionTests.Version(moved.Tag()));
        using var same = await client.Send(HttpMethod.Get, path, ifNoneMatch: moved.Tag());
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        using var put = await client.Put(path, new { displayName = "Otro" }, still.Tag());
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
    }

    [Fact]
    public async Task An_availability_that_another_has_changed_is_not_changed_back_by_who_says_what_was_read()
    {
        var code = await world.Register();
        using var client = world.FrontEnd.Client(Roles.Administrator);
        using var read = await client.Send(HttpMethod.Get, $"/api/v1/efectivos/{code}");
        var path = $"/api/v1/efectivos/{code}/availability";
        using var first = await client.Put(path, new { availability = "Unavailable" }, read.Tag());
        using var second = await client.Put(path, new { availability = "OffDuty" }, read.Tag());
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        await second.IsProblem(HttpStatusCode.PreconditionFailed, "If-Match");
        using var said = await client.Put(path, new { availability = "OffDuty" });
        Assert.Equal(HttpStatusCode.OK, said.StatusCode);
        Assert.True(PreconditionTests.Version(said.Tag()) > PreconditionTests.Version(first.Tag()));
    }

    [Fact]
    public async Task A_step_of_an_operation_tells_its_version_and_may_name_the_one_it_is_meant_for()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var made = await client.Put("/api/v1/operations/VER-MOVE", OperationTests.Plan());
        using var stale = await client.Send(HttpMethod.Post, "/api/v1/operations/VER-MOVE/start", JsonContent.Create(new { }), "\"77\"");
        await stale.IsProblem(HttpStatusCode.PreconditionFailed, "If-Match");
        using var started = await client.Send(HttpMethod.Post, "/api/v1/operations/VER-MOVE/start", JsonContent.Create(new { }), made.Tag());
        using var paused = await client.Send(HttpMethod.Post, "/api/v1/operations/VER-MOVE/pause", JsonContent.Create(new { }));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (started.StatusCode, paused.StatusCode));
        Assert.Equal((await paused.Json()).GetProperty("version").GetInt64(), PreconditionTests.Version(paused.Tag()));
    }

    [Fact]
    public async Task Shifts_are_added_without_a_word_and_taken_away_only_by_who_says_what_was_read()
    {
        var code = await world.Register();
        var path = $"/api/v1/efectivos/{code}/shifts";
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var one = await client.Put(path, Shifts(8));
        using var two = await client.Put(path, Shifts(8, 40));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (one.StatusCode, two.StatusCode));
        using var lost = await client.Put(path, Shifts(8));
        await lost.IsProblem((HttpStatusCode)428, "If-Match");
        using var stale = await client.Put(path, Shifts(8), one.Tag());
        await stale.IsProblem(HttpStatusCode.PreconditionFailed, "If-Match");
        using var read = await client.Send(HttpMethod.Get, path);
        using var taken = await client.Put(path, Shifts(8), read.Tag());
        Assert.Single((await taken.Json()).GetProperty("shifts").EnumerateArray());
    }

    [Fact]
    public async Task The_description_tells_of_versions_and_of_both_refusals()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.GetAsync("/openapi/v1.json", DoorsWorld.Cancel);
        var paths = (await answer.Json()).GetProperty("paths");
        foreach (var path in new[] { "/api/v1/efectivos/{id}", "/api/v1/operations/{code}", "/api/v1/fences/{id}", "/api/v1/webhooks/{id}", "/api/v1/run-plans/{type}/{priority}" })
        {
            var (get, put, patch) = (paths.GetProperty(path).GetProperty("get"), paths.GetProperty(path).GetProperty("put"), paths.GetProperty(path).GetProperty("patch"));
            Assert.True(get.GetProperty("responses").TryGetProperty("304", out _) && get.GetProperty("responses").GetProperty("200").GetProperty("headers").TryGetProperty("ETag", out _), path);
            Assert.Contains(get.GetProperty("parameters").EnumerateArray(), parameter => parameter.GetProperty("name").GetString() == "If-None-Match");
            Assert.All([put, patch], write =>
            {
                Assert.True(write.GetProperty("responses").TryGetProperty("412", out _) && write.GetProperty("responses").TryGetProperty("428", out _), path);
                Assert.Contains(write.GetProperty("parameters").EnumerateArray(), parameter => parameter.GetProperty("name").GetString() == "If-Match");
            });
            Assert.True(patch.GetProperty("requestBody").GetProperty("content").TryGetProperty(Conditional.MergePatch, out _), path);
        }
    }

    private static Dictionary<string, object?> Shifts(params int[] hours) => new()
    {
        ["from"] = Duty.DutyTests.Midnight, ["to"] = Duty.DutyTests.Midnight.AddDays(4), ["timeZone"] = "UTC",
        ["shifts"] = hours.Select(hour => new
        {
            start = Duty.DutyTests.Midnight.AddHours(hour).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture),
            end = Duty.DutyTests.Midnight.AddHours(hour + 8).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture),
        }).ToArray(),
    };
}
