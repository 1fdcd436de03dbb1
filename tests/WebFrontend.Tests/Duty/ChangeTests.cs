using System.Net;
using GrupoGad.Duty;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using GrupoGad.WebFrontend.Tests.Fakes;

namespace GrupoGad.WebFrontend.Tests.Duty;

public sealed class ChangeTests(DoorsWorld world)
{
    private const string Path = "/api/v1/duty/changes";

    [Fact]
    public async Task An_auditor_reads_who_changed_what_when_and_why_page_by_page()
    {
        using var client = world.FrontEnd.Client(Roles.Auditor);
        using var first = await client.GetAsync(Path + "?efectivo=E-0417&actor=planner&from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z&limit=1", DoorsWorld.Cancel);
        var page = await first.Json();
        var change = page.GetProperty("changes")[0];
        Assert.Equal("E-0417 7 2026-03-01T08:00:00.123Z planner leave.cancelled|back early L-1 2026-03-01T08:00:00.123Z 2026-03-02T08:00:00.123Z", string.Join(' ', new[] { "efectivoId", "sequence", "at", "actor", "what" }.Select(name => change.GetProperty(name).ToString()))
            + "|" + string.Join(' ', new[] { "reason", "leaveId", "start", "end" }.Select(name => change.GetProperty(name).ToString())));
        var asked = FakeDutyDirectoryGrain.ChangesAsked.Last(query => query.Actor == "planner");
        Assert.Equal(("E-0417", 1, new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc)), (asked.EfectivoId, asked.Limit, asked.To));

        using var second = await client.GetAsync($"{Path}?before={page.GetProperty("next").GetString()}", DoorsWorld.Cancel);
        var last = await second.Json();
        Assert.Equal("6  ", $"{last.GetProperty("changes")[0].GetProperty("sequence")} {last.GetProperty("changes")[0].GetProperty("leaveId")} {last.GetProperty("next")}");
        Assert.Contains(new DutyMark(change.GetProperty("at").GetDateTime(), "E-0417", 7), FakeDutyDirectoryGrain.ChangesAsked.Select(query => query.Before ?? default));
    }

    [Theory]
    [InlineData("?efectivo=e", "efectivo")]
    [InlineData("?from=yesterday", "from")]
    [InlineData("?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "from")]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=501", "limit")]
    [InlineData("?before=1.2", "before")]
    [InlineData("?before=1.x.E-0417", "before")]
    [InlineData("?before=99999999999999999.1.E-0417", "before")]
    [InlineData("?before=-1.1.E-0417", "before")]
    public async Task A_bad_question_is_refused_by_field(string query, string field)
    {
        using var client = world.FrontEnd.Client(Roles.Auditor);
        using var answer = await client.GetAsync(Path + query, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task It_is_not_for_the_field()
    {
        using var client = world.FrontEnd.Client(Roles.Efectivo);
        using var answer = await client.GetAsync(Path, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }
}
