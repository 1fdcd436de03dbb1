using System.Net;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;

namespace GrupoGad.WebFrontend.Tests.Commands;

public sealed class CertificateTests(DoorsWorld world)
{
    [Fact]
    public async Task Every_ladder_is_in_it_however_many_pages_there_are()
    {
        CommandRestTests.Issue("cert-0001", 1_203);
        using var answer = await Get("cert-0001", "application/json");
        var certificate = await answer.Json();
        var ladders = certificate.GetProperty("ladders").EnumerateArray().ToArray();
        Assert.Equal((1_203, 1_203), (ladders.Length, certificate.GetProperty("recipients").GetInt32()));
        Assert.Equal(1_203, ladders.Select(ladder => ladder.GetProperty("efectivoId").GetString()).Distinct().Count());
        var step = ladders[0].GetProperty("steps")[1];
        Assert.Equal(("Accepted", "voy", "2026-12-01T08:00:03Z"), (step.GetProperty("step").GetString(), step.GetProperty("reason").GetString(), step.GetProperty("at").GetString()));
        Assert.Equal(("test-Auditor", "no-store"), (certificate.GetProperty("issuedTo").GetString(), answer.Headers.CacheControl?.ToString()));
        Assert.Equal("cert-0001", certificate.GetProperty("command").GetProperty("command").GetProperty("commandId").GetString());
    }

    [Fact]
    public async Task The_page_is_spanish_first_escapes_everything_and_has_no_script()
    {
        CommandRestTests.Issue("cert-0002", 3, "<script>alert('x')</script> & \"fin\"");
        using var answer = await Get("cert-0002", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");
        var page = await answer.Content.ReadAsStringAsync(DoorsWorld.Cancel);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;fin&quot;", page, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"es\">", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("Constancia", StringComparison.Ordinal) is > 0 and var spanish && page.IndexOf("Certificate", StringComparison.Ordinal) > spanish);
        Assert.Equal(3, page.Split("Aceptada").Length - 1);
        Assert.Contains(": 3</p>", page, StringComparison.Ordinal);
        Assert.Contains("style-src 'self' 'unsafe-inline'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_step_of_a_ladder_is_said_in_both_languages_and_no_two_alike()
    {
        var words = Enum.GetValues<GrupoGad.Commands.LadderStep>().ToDictionary(step => step, WebFrontend.Commands.Certificates.CertificateWords.Of);
        Assert.Equal(words.Count, words.Values.Distinct().Count());
        Assert.DoesNotContain(words, word => word.Value == word.Key.ToString());
    }

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/html;q=0.4,application/json", "application/json")]
    [InlineData("text/html", "text/html")]
    public async Task The_caller_says_which_it_wants(string? accept, string type)
    {
        CommandRestTests.Issue("cert-0003", 1);
        using var answer = await Get("cert-0003", accept);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/html")]
    public async Task A_certificate_that_breaks_off_is_no_certificate(string accept)
    {
        CommandRestTests.Issue("cert-0004", 2_000).BreaksOff = true;
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var answer = await Get("cert-0004", accept);
            var text = await answer.Content.ReadAsStringAsync(DoorsWorld.Cancel);
            Assert.Fail($"{answer.StatusCode}: a whole answer of {text.Length} characters");
        });
    }

    private async Task<HttpResponseMessage> Get(string id, string? accept)
    {
        using var client = world.FrontEnd.Client(Roles.Auditor);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/commands/{id}/certificate");
        if (accept is not null)
        {
            request.Headers.Add("Accept", accept);
        }
        return await client.SendAsync(request, DoorsWorld.Cancel);
    }
}
