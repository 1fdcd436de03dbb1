using System.Text;
using GrupoGad.Silo.PostGis.GrainStorage;

namespace GrupoGad.Silo.Tests.GrainStorage;

/// <summary>A silo's writer of states over a database.</summary>
internal sealed class StateSilo(PostGisStack stack) : IAsyncDisposable
{
    /// <summary>Longer than any test: commits go one after the other.</summary>
    public static (string, string) OneAtATime { get; } = ("Gad:States:StallAfterMs", "10000");

    public static async Task<StateSilo> Start(string address, params (string, string)[] settings) => new(await PostGisStack.Start(address, null, settings));

    public Task<int?> Write(string key, int? known, string json = "{}", CancellationToken cancellation = default) =>
        stack.Get<StateWriter>().Write("test", key, known, Encoding.UTF8.GetBytes(json), cancellation);

    public Task<int?> Clear(string key, int known) => stack.Get<StateWriter>().Write("test", key, known, null, CancellationToken.None);

    public ValueTask DisposeAsync() => stack.DisposeAsync();
}

internal static class StateDatabase
{
    /// <summary>Nothing is written until the result is disposed. Ends when a first write hangs in it, so that what comes next goes together.</summary>
    public static async Task<(IAsyncDisposable Hold, Task<int?> First)> Gather(this TestDatabase database, StateSilo silo, CancellationToken cancellation = default)
    {
        var hold = await database.Hold("LOCK TABLE grain_states IN SHARE MODE");
        var first = silo.Write("first", null, "{}", cancellation);
        await Reports.Until("the first commit is under way", () => database.Waits());
        return (hold, first);
    }

    public static async Task<bool> Waits(this TestDatabase database) =>
        await database.Ask<long>("SELECT count(*) FROM pg_stat_activity WHERE split_part(application_name, ' ', 1) = 'gad-writes' AND wait_event_type = 'Lock' AND datname = current_database()") > 0;

    /// <summary>Keys with their versions, and the order number of the transaction that wrote each.</summary>
    public static Task<List<string>> States(this TestDatabase database) => database.Lines("""
        SELECT concat_ws('|', key, version, dense_rank() OVER (ORDER BY xmin::text::bigint)) FROM grain_states WHERE key <> 'first' ORDER BY key COLLATE "C"
        """);
}
