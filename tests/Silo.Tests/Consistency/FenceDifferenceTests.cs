using GrupoGad.Fences;
using GrupoGad.Silo.PostGis.Consistency;
using GrupoGad.Silo.Tests.Fences;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.Tests.Consistency;

/// <summary>That the truth check would see it if a silo's map of fences were wrong.</summary>
public sealed class FenceDifferenceTests(PostGisServer server) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private FenceSilo _silo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        _silo = await FenceSilo.Start(_database.Address);
        _silo.Get<IOptions<ConsistencyOptions>>().Value.PauseMs = 300;
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Over_shapes_of_every_kind_no_place_differs_and_some_are_inside()
    {
        var truth = _silo.Get<FenceConsistency>();
        Assert.Null(await truth.AnyPlace(Cancellation));
        await _silo.Put("PLAZA", Squares.Plan());
        await _silo.Put("RING", Squares.Plan() with { Shape = new FenceShape { Kind = FenceKind.Circle, Centre = Squares.Beyond, RadiusM = 750 } });
        await _silo.Put("ROAD", Squares.Plan() with
        {
            Shape = new FenceShape { Kind = FenceKind.Corridor, RadiusM = 60, Line = [Squares.Inside, new(Squares.Inside.Latitude + 0.05, Squares.Inside.Longitude + 0.05), Squares.Beyond] },
        });
        var inside = 0;
        for (var i = 0; i < 300; i++)
        {
            var place = (await truth.AnyPlace(Cancellation))!.Value;
            Assert.Equal((place, Verdict.Same), (place, await truth.Compare(place, Cancellation)));
            inside += _silo.Get<FenceMap>().Covering(place).Any() ? 1 : 0;
        }
        Assert.InRange(inside, 20, 280);
    }

    [Fact]
    public async Task A_shape_that_differs_at_the_same_revision_is_a_difference_and_one_that_is_on_its_way_is_not()
    {
        var truth = _silo.Get<FenceConsistency>();
        await _silo.Put("PLAZA", Squares.Plan());
        // Its second look, seconds later, writes it once more, and that is a revision.
        await Reports.Until("nothing is owed", async () => await _database.Ask<long>("SELECT count(*) FROM fences WHERE owes") == 0);
        await _silo.Get<FenceMapMonitor>().CatchUp(Cancellation);
        Assert.Equal(Verdict.Same, await truth.Compare(Squares.Inside, Cancellation));
        await _database.Run("UPDATE fences SET shape = ST_Translate(shape, 1, 0), cover = ST_Translate(cover, 1, 0)");
        Assert.Equal(Verdict.Different, await truth.Compare(Squares.Inside, Cancellation));
        await _database.Run("UPDATE fence_revision SET value = value - 1");
        Assert.Equal(Verdict.Unsettled, await truth.Compare(Squares.Inside, Cancellation));
    }
}
