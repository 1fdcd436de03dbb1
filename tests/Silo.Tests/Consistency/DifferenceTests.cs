using GrupoGad.Cells;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.Silo.PostGis.Consistency;
using Microsoft.Extensions.DependencyInjection;

namespace GrupoGad.Silo.Tests.Consistency;

/// <summary>That the truth check would see it if the live answers were wrong.</summary>
public sealed class DifferenceTests(PostGisServer server) : IAsyncLifetime
{
    private static readonly NearestQuery _query = new() { Point = new GeoPoint(-34.6, -58.4), K = 3 };

    private TestDatabase _database = null!;
    private SiloStack _silo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        _silo = await SiloStack.Start(_database.Address, orleans => orleans.Services.Configure<ConsistencyOptions>(truth => (truth.EveryS, truth.PauseMs) = (0, 20)));
        for (var i = 1; i <= 5; i++)
        {
            var grain = _silo.Get<IGrainFactory>().GetGrain<IEfectivoGrain>($"E-{i}00");
            await grain.Register(new EfectivoProfile { DisplayName = "", Unit = "", Skills = ["driver"] }, Cancellation);
            Assert.Equal(ReportOutcome.Accepted, await grain.Report(Reports.Of($"E-{i}00", DateTime.UtcNow.AddSeconds(-5), latitude: -34.6 + i * 0.001), Cancellation));
        }
        await Reports.Until("all are on the table", async () => await _database.Ask<long>("SELECT count(*) FROM last_positions") == 5);
        // A cell is told beside the answer to a report.
        await Reports.Until("all are in the cells", async () => (await _silo.Get<IGrainFactory>().GetGrain<ISearchGrain>(0).Nearest(_query with { K = 5 }, Cancellation)).Length == 5);
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Answers_that_are_the_same_are_said_to_be() => Assert.Equal(Verdict.Same, await Compare(_query));

    [Fact]
    public async Task A_place_that_differs_at_the_same_fix_is_a_difference()
    {
        await _database.Run("UPDATE last_positions SET position = ST_SetSRID(ST_MakePoint(-58.4, -34.5985), 4326)::geography WHERE efectivo_id = 'E-300'");
        Assert.Equal(Verdict.Different, await Compare(_query));
    }

    [Fact]
    public async Task Somebody_whom_the_cells_lost_is_a_difference()
    {
        await _database.Run("INSERT INTO last_positions SELECT device_time, received_time, 77, NULL, NULL, NULL, NULL, NULL, 1, 'GHOST', position FROM last_positions WHERE efectivo_id = 'E-100'");
        Assert.Equal(Verdict.Different, await Compare(_query));
    }

    [Fact]
    public async Task A_filter_that_lets_another_pass_is_a_difference_and_one_that_is_told_later_is_not()
    {
        var available = _query with { Filter = new MemberFilter { Availability = Availability.Available } };
        Assert.Equal(Verdict.Same, await Compare(available));
        // The row alone: the grain says otherwise, so it may be on its way.
        await _database.Run("UPDATE last_positions SET availability = 3 WHERE efectivo_id = 'E-200'");
        Assert.Equal(Verdict.Unsettled, await Compare(available));
        await _database.Run("UPDATE last_positions SET availability = 1, skill_codes = '{}' WHERE efectivo_id = 'E-200'");
        Assert.Equal(Verdict.Different, await Compare(available with { Filter = new MemberFilter { Availability = Availability.Available, Skill = "driver" } }));
    }

    [Fact]
    public async Task Who_moved_meanwhile_makes_no_difference()
    {
        await _database.Run("UPDATE last_positions SET device_time = device_time - interval '1 s', position = ST_SetSRID(ST_MakePoint(-58.4, -34.5985), 4326)::geography WHERE efectivo_id = 'E-300'");
        Assert.Equal(Verdict.Unsettled, await Compare(_query));
    }

    private Task<Verdict> Compare(NearestQuery query) => _silo.Get<NearestConsistency>().Compare(query, Cancellation);
}
