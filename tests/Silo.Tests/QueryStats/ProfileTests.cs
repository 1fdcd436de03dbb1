using GrupoGad.Console.Tests;
using GrupoGad.Silo.PostGis;
using GrupoGad.Silo.PostGis.QueryStats;

namespace GrupoGad.Silo.Tests.QueryStats;

/// <summary>A real server with the settings that are shipped, and what it then tells of its statements.</summary>
public sealed class ProfileTests : IDisposable
{
    private readonly PostgresServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task The_small_profile_starts_and_statements_are_told_by_class_without_it_the_answer_says_what_is_missing()
    {
        var database = new TestDatabase(_server.Address, _server.Address, "postgres");
        await using (var bare = await PostGisStack.Start(_server.Address))
        {
            await bare.Get<StatementWatch>().Look(Cancellation);
            Assert.Contains("shared_preload_libraries", bare.Get<StatementWatch>().Standing.Missing, StringComparison.Ordinal);
        }
        await database.Run("CREATE EXTENSION pg_stat_statements");
        await using (var half = await PostGisStack.Start(_server.Address))
        {
            await half.Get<StatementWatch>().Look(Cancellation);
            Assert.Contains("without the library", half.Get<StatementWatch>().Standing.Missing, StringComparison.Ordinal);
        }

        await Apply(database, "small.conf");
        _server.StopAtOnce();
        _server.Start();
        Assert.Equal(0L, await database.Ask<long>("SELECT count(*) FROM pg_settings WHERE pending_restart"));
        Assert.Equal("512MB 16MB off on", await database.Ask<string>("""
            SELECT concat_ws(' ', current_setting('shared_buffers'), current_setting('work_mem'), current_setting('jit'), current_setting('track_io_timing'))
            """));
        await using var stack = await PostGisStack.Start(_server.Address);
        for (var i = 0; i < 20; i++)
        {
            await stack.Journal.Append(Reports.Of($"E-{i}", Reports.Noon.AddSeconds(i)));
        }
        var watch = stack.Get<StatementWatch>();
        await Reports.Until("the journal's statements are counted", async () =>
        {
            await watch.Look(Cancellation);
            return watch.Standing.Missing is null && watch.Standing.Classes.Any(use => use is { Class: "journal", Calls: > 0, ElapsedMs: > 0 });
        });
        var standing = watch.Standing;
        Assert.All(standing.Classes, use => Assert.True(use.BusyMs >= 0 && use.BusyMs <= use.ElapsedMs));
        Assert.Equal(standing.Statements.Sum(use => use.Calls), standing.Classes.Sum(use => use.Calls));
        var told = await StatementEndpoint.Describe(watch, stack.Get<PostGisSources>(), Cancellation);
        Assert.True(told.Missing is null && told.Top.Count is > 5 and <= 50);
        Assert.Equal(told.Top.OrderByDescending(use => use.ElapsedMs).Select(use => use.Text), told.Top.Select(use => use.Text));
    }

    /// <summary>PostgreSQL judges name and value; a machine of 64 GiB is not at hand to start it on.</summary>
    [Theory]
    [InlineData("large.conf")]
    [InlineData("replication.conf")]
    public async Task Every_setting_of_the_other_profiles_is_one_that_PostgreSQL_knows(string file)
    {
        var database = new TestDatabase(_server.Address, _server.Address, "postgres");
        Assert.InRange(await Apply(database, file), 8, 40);
        Assert.Equal(0L, await database.Ask<long>("SELECT count(*) FROM pg_file_settings WHERE error IS NOT NULL AND error <> 'setting could not be applied'"));
    }

    private static async Task<int> Apply(TestDatabase database, string file)
    {
        var settings = File.ReadAllLines(Path.Combine(Repository.Root, "k8s", "postgis", file))
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries)).ToArray();
        foreach (var setting in settings)
        {
            await database.Run($"ALTER SYSTEM SET {setting[0]} = '{setting[1].Trim('\'')}'");
        }
        return settings.Length;
    }
}
