using System.Net;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using GrupoGad.WebFrontend.Tests.Operations;

namespace GrupoGad.WebFrontend.Tests.Preconditions;

public sealed class MergePatchTests(DoorsWorld world)
{
    [Fact]
    public async Task One_field_of_an_efectivo_is_changed_and_what_the_caller_did_not_name_stays()
    {
        using var client = world.FrontEnd.Client(Roles.Administrator);
        const string path = "/api/v1/efectivos/PATCH-1";
        using var made = await client.Put(path, new { displayName = "Móvil 1", rank = "Cabo", contact = "+00 1", devices = new[] { "phone-1" }, skills = new[] { "medic", "k9" } });
        using var patched = await client.Patch(path, """{"rank":"Sargento","contact":null,"skills":["medic"]}""", made.Tag());
        Assert.Equal(HttpStatusCode.OK, patched.StatusCode);
        var view = await patched.Json();
        Assert.Equal(
            ("Móvil 1", "Sargento", "", "phone-1", 1),
            (view.GetProperty("displayName").GetString(), view.GetProperty("rank").GetString(), view.GetProperty("contact").GetString(),
                view.GetProperty("devices")[0].GetString(), view.GetProperty("skills").GetArrayLength()));
        using var again = await client.Patch(path, """{"rank":"Sargento"}""");
        Assert.Equal((HttpStatusCode.OK, patched.Tag()), (again.StatusCode, again.Tag()));
    }

    [Fact]
    public async Task A_nested_member_is_changed_alone_and_a_list_whole()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        const string path = "/api/v1/fences/PATCH-FENCE";
        using var made = await client.Put(path, Fences.FencePlans.Circle(("watch", new { enter = true, exit = true, dwellAfterS = 60 }), ("notes", "primera")));
        using var patched = await client.Patch(path, """{"watch":{"exit":false,"dwellAfterS":null},"filter":{"units":["Sur"]}}""", made.Tag());
        var plan = (await patched.Json()).GetProperty("plan");
        Assert.Equal(
            (true, false, System.Text.Json.JsonValueKind.Null, "Sur", "primera"),
            (plan.GetProperty("watch").GetProperty("enter").GetBoolean(), plan.GetProperty("watch").GetProperty("exit").GetBoolean(),
                plan.GetProperty("watch").GetProperty("dwellAfterS").ValueKind, plan.GetProperty("filter").GetProperty("units")[0].GetString(), plan.GetProperty("notes").GetString()));
    }

    public static TheoryData<string, string> Bad => new()
    {
        { """{"titel":"Otro"}""", "$.titel" }, { """{"titel":null}""", "$.titel" }, { """{"title":null}""", "title" }, { """{"title":7}""", "$.title" },
        { """{"point":{"latitud":1}}""", "$.point.latitud" }, { """{"plannedEnd":"ayer"}""", "$.plannedEnd" }, { "[]", "$" }, { "7", "$" }, { "null", "$" },
        { """{"notes":"\ud800"}""", "$" }, { """{"notes":"a","notes":"b"}""", "$" }, { "{", "$" },
        { """{"title":"a","Title":"b"}""", "$" }, { """{"point":{"latitude":1,"Latitude":2}}""", "$" },
    };

    [Theory, MemberData(nameof(Bad))]
    public async Task A_patch_that_cannot_be_meant_is_refused_by_field(string changes, string field)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        const string path = "/api/v1/operations/PATCH-BAD";
        (await client.Put(path, OperationTests.Plan())).Dispose();
        using var refused = await client.Patch(path, changes, "*");
        await refused.IsProblem(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task A_person_whom_a_patch_names_is_one_that_is_registered()
    {
        using var client = world.FrontEnd.Client(Roles.Administrator);
        (await client.Put("/api/v1/operations/PATCH-WHO", OperationTests.Plan())).Dispose();
        using var commander = await client.Patch("/api/v1/operations/PATCH-WHO", """{"commander":"NOBODY-7"}""", "*");
        await commander.IsProblem(HttpStatusCode.BadRequest, "commander");
        (await client.Put("/api/v1/efectivos/PATCH-WHO", new { displayName = "Móvil" })).Dispose();
        using var superior = await client.Patch("/api/v1/efectivos/PATCH-WHO", """{"superior":"PATCH-WHO"}""", "*");
        await superior.IsProblem(HttpStatusCode.BadRequest, "superior");
    }

    [Fact]
    public async Task What_is_no_merge_patch_is_told_which_media_type_is_taken()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        (await client.Put("/api/v1/operations/PATCH-TYPE", OperationTests.Plan())).Dispose();
        using var refused = await client.Patch("/api/v1/operations/PATCH-TYPE", "{}", "*", "application/json");
        await refused.IsProblem(HttpStatusCode.UnsupportedMediaType, "Content-Type");
        Assert.Equal(Conditional.MergePatch, Assert.Single(refused.Headers.GetValues("Accept-Patch")));
    }

    [Fact]
    public async Task A_change_of_what_was_not_read_is_refused_and_of_what_is_not_there_too()
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        const string path = "/api/v1/operations/PATCH-VER";
        using var nobody = await client.Patch(path, """{"notes":"x"}""", "*");
        await nobody.IsProblem(HttpStatusCode.NotFound, "code");
        using var made = await client.Put(path, OperationTests.Plan());
        using var unsaid = await client.Patch(path, """{"notes":"x"}""");
        await unsaid.IsProblem((HttpStatusCode)428, "If-Match");
        using var changed = await client.Patch(path, """{"notes":"x"}""", made.Tag());
        using var stale = await client.Patch(path, """{"notes":"y"}""", made.Tag());
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        await stale.IsProblem(HttpStatusCode.PreconditionFailed, "If-Match");
        Assert.Equal(changed.Tag(), (await stale.Json()).GetProperty("etag").GetString());
    }

    [Fact]
    public async Task Changes_of_different_fields_that_take_any_version_all_stay()
    {
        using var client = world.FrontEnd.Client(Roles.Administrator);
        const string path = "/api/v1/efectivos/PATCH-ALL";
        (await client.Put(path, new { displayName = "Móvil" })).Dispose();
        string[] fields = ["rank", "unit", "jurisdiction", "contact"];
        var answers = await Task.WhenAll(fields.Select(field => client.Patch(path, $$"""{"{{field}}":"{{field}}"}""", "*")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        using var got = await client.Send(HttpMethod.Get, path);
        var view = await got.Json();
        Assert.All(fields, field => Assert.Equal(field, view.GetProperty(field).GetString()));
        Array.ForEach(answers, answer => answer.Dispose());
    }
}
