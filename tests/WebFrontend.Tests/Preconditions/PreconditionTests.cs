using System.Net;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using GrupoGad.WebFrontend.Tests.Operations;

namespace GrupoGad.WebFrontend.Tests.Preconditions;

/// <summary>One rule for all that people write: of two who change the same, nobody's words are lost.</summary>
public sealed class PreconditionTests(DoorsWorld world)
{
    /// <summary>Path, and a body for a word.</summary>
    private static readonly Dictionary<string, (string Path, Func<string, object> Body)> Resources = new()
    {
        ["efectivo"] = ("/api/v1/efectivos/", word => new { displayName = word, contact = "+00 1", devices = new[] { "phone-1" } }),
        ["operation"] = ("/api/v1/operations/", word => OperationTests.Plan(new() { ["notes"] = word })),
        ["fence"] = ("/api/v1/fences/", word => Fences.FencePlans.Circle(("notes", word))),
        ["webhook"] = ("/api/v1/webhooks/", word => new { url = "https://agency.example/" + word }),
        ["run plan"] = ("/api/v1/run-plans/", word => new { levels = new[] { new { needs = new[] { new { skill = word, count = 1 } } } } }),
        ["leave"] = ("", word => new { kind = "Medical", timeZone = "UTC", start = "2030-01-01T08:00", end = "2030-01-02T08:00", note = word }),
    };

    private static readonly string[] RunPlans = ["Training/Low", "Training/Medium", "Training/High", "Training/Urgent", "Surveillance/Low", "Surveillance/Medium"];

    private static int s_last;

    public static TheoryData<string> Kinds => [.. Resources.Keys];

    [Theory, MemberData(nameof(Kinds))]
    public async Task It_is_made_without_a_word_and_replaced_only_by_who_says_what_was_read(string kind)
    {
        var (client, path, body) = await Place(kind);
        using var made = await client.Put(path, body("one"));
        using var repeated = await client.Put(path, body("one"));
        using var unsaid = await client.Put(path, body("two"));
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync(DoorsWorld.Cancel));
        Assert.Equal((HttpStatusCode.OK, made.Tag()), (repeated.StatusCode, repeated.Tag()));
        await unsaid.IsProblem((HttpStatusCode)428, "If-Match");
        Assert.Equal(Version(made.Tag()), (await unsaid.Json()).GetProperty("version").GetInt64());
        Assert.Equal(unsaid.Tag(), (await unsaid.Json()).GetProperty("etag").GetString());
        using var replaced = await client.Put(path, body("two"), $"\"nobody's\", {made.Tag()}");
        Assert.Equal(HttpStatusCode.OK, replaced.StatusCode);
        Assert.True(Version(replaced.Tag()) > Version(made.Tag()));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Who_read_an_older_version_is_told_which_one_there_is(string kind)
    {
        var (client, path, body) = await Place(kind);
        using var made = await client.Put(path, body("one"));
        using var first = await client.Put(path, body("two"), made.Tag());
        using var second = await client.Put(path, body("three"), made.Tag());
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        await second.IsProblem(HttpStatusCode.PreconditionFailed, "If-Match");
        Assert.Equal(Version(first.Tag()), (await second.Json()).GetProperty("version").GetInt64());
        // The answer to the first was lost: it is sent again, and is right.
        using var again = await client.Put(path, body("two"), made.Tag());
        Assert.Equal((HttpStatusCode.OK, first.Tag()), (again.StatusCode, again.Tag()));
        using var any = await client.Put(path, body("four"), "*");
        Assert.Equal(HttpStatusCode.OK, any.StatusCode);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_code_that_is_taken_is_not_taken_again(string kind)
    {
        var (client, path, body) = await Place(kind);
        using var nobody = await client.Put(path, body("one"), "*");
        await nobody.IsProblem(HttpStatusCode.PreconditionFailed, "If-Match");
        using var made = await client.Put(path, body("one"), ifNoneMatch: "*");
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync(DoorsWorld.Cancel));
        using var other = await client.Put(path, body("two"), ifNoneMatch: "*");
        await other.IsProblem(HttpStatusCode.PreconditionFailed, "If-None-Match");
        Assert.Equal(Version(made.Tag()), (await other.Json()).GetProperty("version").GetInt64());
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_weak_tag_and_a_stranger_s_match_nothing(string kind)
    {
        var (client, path, body) = await Place(kind);
        using var made = await client.Put(path, body("one"));
        foreach (var tag in new[] { "W/" + made.Tag(), "\"abc\"", "\"-1\"", "\"99999999999999999999\"", "\"\"" })
        {
            using var refused = await client.Put(path, body("two"), tag);
            await refused.IsProblem(HttpStatusCode.PreconditionFailed, "If-Match");
        }
        foreach (var tag in new[] { "1", "\"1", "*, \"1\"", "", "\"a\" \"b\"" })
        {
            using var malformed = await client.Put(path, body("two"), tag);
            await malformed.IsProblem(HttpStatusCode.BadRequest, "If-Match");
        }
        using var both = await client.Put(path, body("two"), made.Tag(), "*");
        await both.IsProblem(HttpStatusCode.BadRequest, "If-None-Match");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Of_two_who_write_at_once_one_wins(string kind)
    {
        var (client, path, body) = await Place(kind);
        using var made = await client.Put(path, body("one"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => client.Put(path, body($"word-{i}"), made.Tag())));
        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.Equal(7, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Who_has_it_already_is_not_sent_it_again(string kind)
    {
        var (client, path, body) = await Place(kind);
        (await client.Put(path, body("one"))).Dispose();
        var read = kind == "leave" ? path[..path.LastIndexOf('/')] : path;
        using var got = await client.Send(HttpMethod.Get, read);
        foreach (var tag in new[] { got.Tag(), "W/" + got.Tag(), $"\"x\", {got.Tag()}", "*" })
        {
            using var known = await client.Send(HttpMethod.Get, read, ifNoneMatch: tag);
            Assert.Equal((HttpStatusCode.NotModified, got.Tag(), ""), (known.StatusCode, known.Tag(), await known.Content.ReadAsStringAsync(DoorsWorld.Cancel)));
        }
        (await client.Put(path, body("two"), got.Tag())).Dispose();
        using var changed = await client.Send(HttpMethod.Get, read, ifNoneMatch: got.Tag());
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        using var malformed = await client.Send(HttpMethod.Get, read, ifNoneMatch: "7");
        await malformed.IsProblem(HttpStatusCode.BadRequest, "If-None-Match");
    }

    [Theory]
    [InlineData("fence"), InlineData("webhook"), InlineData("run plan"), InlineData("leave")]
    public async Task A_removal_of_what_was_read_does_not_remove_what_another_wrote(string kind)
    {
        var (client, path, body) = await Place(kind);
        using var made = await client.Put(path, body("one"));
        using var changed = await client.Put(path, body("two"), made.Tag());
        using var stale = await client.Send(HttpMethod.Delete, path, ifMatch: made.Tag());
        await stale.IsProblem(HttpStatusCode.PreconditionFailed, "If-Match");
        using var removed = await client.Send(HttpMethod.Delete, path, ifMatch: changed.Tag());
        Assert.True(removed.IsSuccessStatusCode);
    }

    /// <summary>The number in it.</summary>
    internal static long Version(string tag) => long.Parse(tag.Trim('"').Split('.')[0], System.Globalization.CultureInfo.InvariantCulture);

    internal async Task<(HttpClient Client, string Path, Func<string, object> Body)> Place(string kind)
    {
        var number = Interlocked.Increment(ref s_last);
        var (path, body) = Resources[kind];
        var client = world.FrontEnd.Client(Roles.Administrator);
        return (client, kind switch
        {
            "run plan" => path + await Free(client),
            "leave" => $"/api/v1/efectivos/{await world.Register()}/leaves/L-1",
            _ => $"{path}VER-{number:D4}",
        }, body);
    }

    /// <summary>There are few types and priorities: each test clears one.</summary>
    private static async Task<string> Free(HttpClient client)
    {
        var name = RunPlans[Interlocked.Increment(ref s_last) % RunPlans.Length];
        (await client.Send(HttpMethod.Delete, "/api/v1/run-plans/" + name)).Dispose();
        return name;
    }
}
