using System.Net;
using System.Text;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;

namespace GrupoGad.WebFrontend.Tests.Hosting;

/// <summary>A refusal quotes what was sent and says what may be sent instead.</summary>
public sealed class RefusalTests(DoorsWorld world)
{
    [Theory]
    [InlineData("{\"priority\":\"Hohe\"}", "$.priority", "Hohe", "one of Low, Medium")]
    [InlineData("{\"priority\":5}", "$.priority", "5", "one of Low, Medium")]
    [InlineData("{\"plannedStart\":\"01/12/2026 10:00:00Z\"}", "$.plannedStart", "01/12/2026 10:00:00Z", "RFC 3339")]
    [InlineData("{\"plannedStart\":1796000000}", "$.plannedStart", "1796000000", "RFC 3339")]
    public async Task A_value_that_cannot_be_read_is_quoted_and_its_rule_names_what_can(string body, string field, string value, string rule)
    {
        using var client = world.FrontEnd.Client(Roles.Supervisor);
        using var answer = await client.PutAsync("/api/v1/operations/OP-9999", new StringContent(body, Encoding.UTF8, "application/json"), DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, field);
        var problem = await answer.Json();
        Assert.Equal(value, problem.GetProperty("value").GetString());
        Assert.StartsWith(rule, problem.GetProperty("rule").GetString(), StringComparison.Ordinal);
    }
}
