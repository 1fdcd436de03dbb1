using GrupoGad.Tracks;

namespace GrupoGad.Silo.Tests.Indexes;

/// <summary>The table that is written all the time, and what its indexes cost.</summary>
public sealed class HotTableTests(PostGisServer server)
{
    [Fact]
    public async Task Availability_and_skills_stand_beside_the_position_whichever_came_first()
    {
        await using var database = await server.CreateDatabase();
        await using var silo = await SiloStack.Start(database.Address);
        await silo.Register("E-1", "Ana", "paramedic");
        await silo.Get<ITrackJournal>().Append(Reports.Of("E-1", Reports.Noon));
        await silo.Get<ITrackJournal>().Append(Reports.Of("E-2", Reports.Noon));
        await Reports.Until("both are on the table", async () => await database.Ask<long>("SELECT count(*) FROM last_positions") == 2);
        var later = await silo.Register("E-2", "Bea", "driver", "diver");

        Assert.Equal(["E-1 1 {paramedic}", "E-2 1 {driver,diver}"], await Rows(database));
        later.State = later.State with { Availability = GrupoGad.Efectivos.Availability.OnTask };
        await silo.Write("E-2", later);
        Assert.Equal("E-2 2 {driver,diver}", (await Rows(database))[1]);
        Assert.True(await database.Ask<bool>("SELECT bool_and(skill_codes = gad_skill_codes(skills)) FROM last_positions"));
        await silo.Clear("E-2", later);
        Assert.Equal("E-2 0 {}", (await Rows(database))[1]);
    }

    [Fact]
    public async Task A_report_from_the_same_place_touches_no_index()
    {
        await using var database = await server.CreateDatabase();
        await using var stack = await PostGisStack.Start(database.Address);
        for (var i = 0; i < 5; i++)
        {
            var at = Reports.Noon.AddSeconds(i);
            await stack.Journal.Append(Reports.Of("E-1", at));
            await Reports.Until("the last position has moved on", async () =>
                await database.Ask<long>($"SELECT count(*) FROM last_positions WHERE device_time = '{at:O}'") == 1);
        }
        await Reports.Until("the updates are counted", async () =>
            await database.Ask<bool>("SELECT n_tup_hot_upd >= 4 AND n_tup_hot_upd = n_tup_upd FROM pg_stat_user_tables WHERE relname = 'last_positions'"));
    }

    private static Task<List<string>> Rows(TestDatabase database) =>
        database.Lines("SELECT concat_ws(' ', efectivo_id, availability, skills) FROM last_positions ORDER BY efectivo_id");
}
