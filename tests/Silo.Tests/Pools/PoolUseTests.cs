using System.Diagnostics.Metrics;
using GrupoGad.Silo.PostGis.Journal;
using GrupoGad.Silo.PostGis.Pools;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace GrupoGad.Silo.Tests.Pools;

public sealed class PoolUseTests(PostGisServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_leased_connection_that_does_nothing_is_waste()
    {
        await using var database = await server.CreateDatabase();
        var name = $"gad-test-{Guid.NewGuid():N}";
        using var use = new PoolUse();
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var journal = new JournalInstruments(services.GetRequiredService<IMeterFactory>());
        await using var source = new NpgsqlDataSourceBuilder(database.Address) { Name = name }.Build();
        double Efficiency()
        {
            use.Look();
            return use.Efficiencies().Single(pool => pool.Pool == name).Efficiency;
        }
        await using var working = await source.OpenConnectionAsync(Cancellation);
        await using var sleep = new NpgsqlCommand("SELECT pg_sleep(30)", working);
        var sleeping = sleep.ExecuteNonQueryAsync(Cancellation);
        double alone, halfIdle, copying;
        try
        {
            alone = Efficiency();
            // From now on one of two does nothing: 1 + 1 + 1 busy of 1 + 2 + 2 leased.
            await using var other = await source.OpenConnectionAsync(Cancellation);
            Efficiency();
            halfIdle = Efficiency();
            await using (var table = new NpgsqlCommand("CREATE TABLE numbers (n int)", other))
            {
                await table.ExecuteNonQueryAsync(Cancellation);
            }
            await using var import = await other.BeginBinaryImportAsync("COPY numbers FROM STDIN (FORMAT binary)", Cancellation);
            journal.Copying(name, 1);
            // 3 + 2 of 5 + 2.
            copying = Efficiency();
            journal.Copying(name, -1);
        }
        finally
        {
            sleep.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sleeping);
        }
        Assert.Equal((1, 3.0 / 5, 5.0 / 7), (alone, halfIdle, copying));
        // Given back since; the most is remembered.
        use.Look();
        Assert.Equal(2, use.Peaks().Single(pool => pool.Pool == name).Connections);
    }
}
