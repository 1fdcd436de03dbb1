using System.Net;
using GrupoGad.Efectivos;
using GrupoGad.Silo.Membership;
using GrupoGad.Silo.PostGis.Evictions;
using GrupoGad.Silo.PostGis.Upkeep;
using Npgsql;

namespace GrupoGad.Silo.Tests.Membership;

public sealed class EvictionTests(PostGisServer server)
{
    private const string Hold = "INSERT INTO grain_states (service_id, state_name, key, version, document) VALUES ('s', 'test', 'held', 1, '{}')";

    private static readonly SiloAddress _gone = SiloAddress.New(IPAddress.Parse("10.1.2.3"), 11_111, 42);

    public static TheoryData<string> Writes =>
    [
        "UPDATE grain_states SET version = 2",
        "INSERT INTO commands (command_id) VALUES ('c')",
        "UPDATE command_deliveries SET step = 1",
        "INSERT INTO command_steps (command_id) VALUES ('c')",
        "INSERT INTO fence_events (number) VALUES (1)",
        "DELETE FROM fence_presence",
    ];

    [Fact]
    public async Task A_silo_that_was_declared_dead_stores_nothing_more()
    {
        await using var database = await server.CreateDatabase();
        await using var silo = await SiloStack.Start(database.Address);
        var efectivo = silo.Get<IGrainFactory>().GetGrain<IEfectivoGrain>("late");
        await efectivo.Register(new EfectivoProfile { DisplayName = "before" });

        await silo.Get<IEvictions>().Record(silo.Get<ILocalSiloDetails>().SiloAddress, CancellationToken.None);

        await Assert.ThrowsAnyAsync<Exception>(async () => await efectivo.Register(new EfectivoProfile { DisplayName = "after" }));
        Assert.Equal("before", await database.Ask<string>("SELECT document -> 'profile' ->> 'displayName' FROM grain_states WHERE key = 'late'"));
        Assert.True(await silo.Get<IEvictions>().Has(silo.Get<ILocalSiloDetails>().SiloAddress, CancellationToken.None));
    }

    [Fact]
    public async Task What_an_evicted_silo_had_begun_to_write_is_undone()
    {
        await using var database = await server.CreateDatabase();
        await using var survivor = await PostGisStack.Start(database.Address);
        await using var hung = await Session(database, _gone);
        await Run(hung, "BEGIN");
        await Run(hung, Hold);

        await survivor.Get<IEvictions>().Record(_gone, CancellationToken.None);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Run(hung, "COMMIT"));
        Assert.Equal(0L, await database.Ask<long>("SELECT count(*) FROM grain_states WHERE key = 'held'"));
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task An_evicted_silo_is_refused_as_if_the_server_were_gone(string write)
    {
        await using var database = await server.CreateDatabase();
        await using var survivor = await PostGisStack.Start(database.Address);
        await survivor.Get<IEvictions>().Record(_gone, CancellationToken.None);

        await using var evicted = await Session(database, _gone);
        Assert.Equal("57GAD", (await Assert.ThrowsAsync<PostgresException>(() => Run(evicted, write))).SqlState);

        // The same process started again is another silo.
        await using var again = await Session(database, SiloAddress.New(_gone.Endpoint, 43));
        await Run(again, Hold);
    }

    [Fact]
    public async Task Evictions_of_more_than_a_day_ago_are_forgotten_but_not_while_a_session_of_the_silo_is_left()
    {
        await using var database = await server.CreateDatabase();
        await using var survivor = await PostGisStack.Start(database.Address);
        SiloAddress At(int generation) => SiloAddress.New(_gone.Endpoint, generation);
        foreach (var generation in new[] { 1, 2, 3 })
        {
            await survivor.Get<IEvictions>().Record(At(generation), CancellationToken.None);
        }
        await database.Run($"UPDATE evicted_silos SET evicted_at = now() - interval '25 hours' WHERE silo <> '{SiloSession.Name(At(3))}'");
        await using var left = await Session(database, At(2));

        await using var session = await LeaderSession.OpenWithout(database.Address, CancellationToken.None);
        await new ForgetEvictions().Run(session, CancellationToken.None);

        Assert.Equal([SiloSession.Name(At(2)), SiloSession.Name(At(3))], await database.Lines("SELECT silo FROM evicted_silos ORDER BY silo"));
        Assert.Contains(survivor.Get<IEnumerable<IUpkeepTask>>(), task => task is ForgetEvictions);
    }

    [Fact]
    public async Task Every_session_of_a_silo_bears_its_name_so_that_its_eviction_ends_them_all()
    {
        await using var database = await server.CreateDatabase();
        await using var silo = await SiloStack.Start(database.Address);
        var name = SiloSession.Name(silo.Get<ILocalSiloDetails>().SiloAddress);
        await Reports.Until("the leader's and the notices' sessions are open", async () =>
            await database.Ask<long>($"SELECT count(*) FROM pg_stat_activity WHERE application_name IN ('gad-leader {name}', 'gad-fence-notices {name}')") == 2);
        Assert.Empty(await database.Lines($"""
            SELECT application_name FROM pg_stat_activity
            WHERE datname = current_database() AND application_name LIKE 'gad-%' AND split_part(application_name, ' ', 2) <> '{name}'
            """));
    }

    [Fact]
    public void The_longest_address_is_told_apart_within_what_the_server_keeps_of_a_name()
    {
        var (one, two) = (Long(1), Long(2));
        Assert.NotEqual(one, two);
        Assert.True($"gad-fence-notices {one}".Length <= 63, one);

        static string Long(int generation) => SiloSession.Name(SiloAddress.New(IPAddress.Parse("2001:db8:1234:5678:9abc:def0:1234:5678"), 65_535, int.MaxValue - generation));
    }

    private static async Task<NpgsqlConnection> Session(TestDatabase database, SiloAddress silo)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.Address)
        {
            ApplicationName = $"gad-writes {SiloSession.Name(silo)}", Pooling = false,
        }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
