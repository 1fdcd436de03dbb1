using System.Net;
using System.Text;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;

namespace GrupoGad.WebFrontend.Tests.Identity;

/// <summary>Who may do what with operations, commands and alarms: every route, every role.</summary>
public sealed class MatrixTests(DoorsWorld world)
{
    private const string Read = "Operator Supervisor Administrator Auditor Integrator";
    private const string Write = "Operator Supervisor Administrator Integrator";
    private const string People = "Operator Supervisor Administrator";
    private const string Overrule = "Supervisor Administrator";
    private const string Own = "MATRIX-1";

    /// <summary>Method, path, body, roles. An efectivo is asked with its own code.</summary>
    public static TheoryData<string, string, string?, string> Routes => new()
    {
        { "GET", "/api/v1/operations", null, Read },
        { "GET", "/api/v1/operations/OP-MATRIX", null, Read },
        { "GET", "/api/v1/operations/OP-MATRIX/timeline", null, Read },
        { "PUT", "/api/v1/operations/OP-MATRIX", "{}", Write },
        { "POST", "/api/v1/operations/OP-MATRIX/start", "{}", Write },
        { "POST", "/api/v1/operations/OP-MATRIX/start", "{\"force\":true,\"reason\":\"x\"}", Overrule },
        { "POST", "/api/v1/operations/OP-MATRIX/pause", "{}", Write },
        { "POST", "/api/v1/operations/OP-MATRIX/resume", "{}", Write },
        { "POST", "/api/v1/operations/OP-MATRIX/complete", "{}", Write },
        { "POST", "/api/v1/operations/OP-MATRIX/complete", "{\"force\":true,\"reason\":\"x\"}", Overrule },
        { "POST", "/api/v1/operations/OP-MATRIX/cancel", "{}", Write },
        { "POST", "/api/v1/operations/OP-MATRIX/reopen", "{}", Overrule },
        { "POST", "/api/v1/operations/OP-MATRIX/assignments", "{}", Write },
        { "POST", "/api/v1/operations/OP-MATRIX/assignments/MATRIX-1/accept", "{}", People },
        { "POST", "/api/v1/operations/OP-MATRIX/assignments/MATRIX-1/unable", "{}", People },
        { "POST", "/api/v1/operations/OP-MATRIX/assignments/MATRIX-1/release", "{}", Write },
        { "GET", "/api/v1/commands", null, Read },
        { "GET", "/api/v1/commands/matrix-0001", null, Read },
        { "GET", "/api/v1/commands/matrix-0001/certificate", null, Read },
        { "PUT", "/api/v1/commands/matrix-0001", "{}", Write },
        { "POST", "/api/v1/commands/matrix-0001/withdraw", "{}", Write },
        { "POST", "/api/v1/commands/matrix-0001/waive", "{}", Overrule },
        { "POST", "/api/v1/commands/matrix-0001/recipients/MATRIX-1/accept", "{}", People },
        { "POST", "/api/v1/commands/matrix-0001/recipients/MATRIX-1/done", "{}", People },
        { "POST", "/api/v1/commands/matrix-0001/recipients/MATRIX-1/unable", "{}", People },
        { "GET", "/api/v1/efectivos/MATRIX-1/inbox", null, Read + " Efectivo" },
        { "POST", "/api/v1/efectivos/MATRIX-1/panic", "{}", Write + " Efectivo" },
        { "PUT", "/api/v1/efectivos/MATRIX-1/check-in", "{}", Write + " Efectivo" },
        { "POST", "/api/v1/efectivos/MATRIX-1/check-in", null, Write + " Efectivo" },
        { "GET", "/api/v1/efectivos/MATRIX-2/inbox", null, Read },
        { "POST", "/api/v1/efectivos/MATRIX-2/panic", "{}", Write },
        { "PUT", "/api/v1/efectivos/MATRIX-2/check-in", "{}", Write },
        { "POST", "/api/v1/efectivos/MATRIX-2/check-in", null, Write },
        { "GET", "/api/v1/duty", null, Read },
        { "POST", "/api/v1/duty/shifts", "efectivo,start,end", People },
        { "GET", "/api/v1/efectivos/MATRIX-1/shifts", null, Read + " Efectivo" },
        { "GET", "/api/v1/efectivos/MATRIX-2/shifts", null, Read },
        { "PUT", "/api/v1/efectivos/MATRIX-1/shifts", "{}", People },
        { "PUT", "/api/v1/efectivos/MATRIX-1/shifts", "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\",\"force\":true,\"reason\":\"x\"}", Overrule },
        { "GET", "/api/v1/efectivos/MATRIX-1/leaves", null, Read + " Efectivo" },
        { "GET", "/api/v1/efectivos/MATRIX-2/leaves", null, Read },
        { "PUT", "/api/v1/efectivos/MATRIX-1/leaves/L1", "{}", People },
        { "DELETE", "/api/v1/efectivos/MATRIX-1/leaves/L1", null, People },
        { "GET", "/api/v1/run-plans", null, Read },
        { "PUT", "/api/v1/run-plans/Emergency/Low", "{}", Overrule },
        { "DELETE", "/api/v1/run-plans/Emergency/Low", null, Overrule },
        { "GET", "/api/v1/operations/OP-MATRIX/needs", null, Read },
        { "GET", "/api/v1/alarms", null, Read },
        { "GET", "/api/v1/history/snapshot", null, Read },
        { "GET", "/api/v1/history/changes", null, Read },
        { "GET", "/api/v1/history/coverage", null, Read },
        { "POST", "/api/v1/history/inside", "{}", Read },
        { "POST", "/api/v1/history/patrol", "{}", Read },
        { "GET", "/api/v1/efectivos/MATRIX-1/trips", null, Read },
        { "GET", "/api/v1/efectivos/MATRIX-1/track/export", null, Read },
        { "POST", "/api/v1/alarms/MATRIX-1/acknowledge", "{}", People },
        { "POST", "/api/v1/alarms/MATRIX-1/cancel", "{}", People },
    };

    [Theory, MemberData(nameof(Routes))]
    public async Task Each_role_may_what_its_table_says(string method, string path, string? body, string roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        foreach (var role in Roles.All)
        {
            var status = await Ask(role, method, path, body);
            Assert.True(
                roles.Split(' ').Contains(role) == status is not HttpStatusCode.Forbidden and not HttpStatusCode.Unauthorized,
                $"{role}: {method} {path} {body} is {status}");
        }
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(null, method, path, body));
    }

    private async Task<HttpStatusCode> Ask(string? role, string method, string path, string? body)
    {
        using var client = world.FrontEnd.Client(role, role == Roles.Efectivo ? Own : null);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, body.StartsWith('{') ? "application/json" : "text/csv");
        using var answer = await client.SendAsync(request, DoorsWorld.Cancel);
        return answer.StatusCode;
    }
}
