using GrupoGad.Fences;
using GrupoGad.Geo;
using static GrupoGad.Silo.Tests.Fences.Squares;

namespace GrupoGad.Silo.Tests.Fences;

public sealed class FenceShapeTests(PostGisServer server) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private FenceSilo _silo = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        _silo = await FenceSilo.Start(_database.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Every_kind_of_shape_is_stored_as_valid_geometry_with_a_cover_that_holds_it()
    {
        await _silo.Put("CIRCLE", Plan() with { Shape = new FenceShape { Kind = FenceKind.Circle, Centre = Inside, RadiusM = 5_000 } });
        await _silo.Put("DATELINE", Plan() with { Shape = new FenceShape { Kind = FenceKind.Circle, Centre = new GeoPoint(-16.5, 179.99), RadiusM = 20_000 } });
        await _silo.Put("POLE", Plan() with { Shape = new FenceShape { Kind = FenceKind.Circle, Centre = new GeoPoint(89.9, 12), RadiusM = 50_000 } });
        await _silo.Put("CORRIDOR", Plan() with { Shape = new FenceShape { Kind = FenceKind.Corridor, Line = [Inside, Outside, Beyond], RadiusM = 80 } });
        await _silo.Put("HOLED", Plan() with
        {
            Shape = Square(Inside) with { Parts = [Square(Inside).Parts[0] with { Holes = [Square(Inside, 0.001).Parts[0].Outer] }, Square(Beyond, 0.001).Parts[0]] },
        });
        Assert.Equal(
            ["CIRCLE|ST_Point|true", "CORRIDOR|ST_LineString|true", "DATELINE|ST_Point|true", "HOLED|ST_MultiPolygon|true", "POLE|ST_Point|true"],
            await _database.Lines("""
                SELECT concat_ws('|', id, ST_GeometryType(shape), CASE WHEN ST_IsValid(shape) AND ST_IsValid(cover) AND ST_Covers(cover, shape) THEN 'true' ELSE 'false' END)
                FROM fences ORDER BY id
                """));
        // What lies on the rim, as PostGIS projects it, is covered.
        Assert.Equal(0L, await _database.Ask<long>("""
            SELECT count(*) FROM fences, generate_series(0, 350, 10) AS bearing
            WHERE id IN ('CIRCLE', 'DATELINE', 'POLE') AND NOT ST_Covers(cover, ST_Project(shape::geography, radius_m, radians(bearing))::geometry)
            """));
        Assert.Equal(1L, await _database.Ask<long>("SELECT count(*) FROM fences WHERE id = 'HOLED' AND NOT ST_Covers(shape, ST_SetSRID(ST_MakePoint(-58.3816, -34.6037), 4326))"));
        Assert.True(await _database.Ask<int>("SELECT max(ST_NPoints(part)) FROM fence_parts") <= 65);
        Assert.Equal(["CIRCLE", "CORRIDOR", "HOLED"], (await _silo.Directory.Find(new FenceQuery { Bounds = new GeoBounds(-34.61, -58.39, -34.60, -58.38), Limit = 10 })).Fences.Select(fence => fence.FenceId));
        Assert.Equal(["DATELINE"], (await _silo.Directory.Find(new FenceQuery { Bounds = new GeoBounds(-17, 179.9, -16, -179.9), Limit = 10 })).Fences.Select(fence => fence.FenceId));
    }

    [Fact]
    public async Task A_broken_shape_is_refused_with_the_place_of_its_fault_and_nothing_is_stored()
    {
        var bow = new FencePart { Outer = [new(0, 0), new(1, 1), new(0, 1), new(1, 0)] };
        var answer = await _silo.Fence("BOW").Put(Plan() with { Shape = new FenceShape { Kind = FenceKind.Polygon, Parts = [bow] } }, "operator-1");
        Assert.Equal((FenceOutcome.Invalid, new GeoPoint(0.5, 0.5)), (answer.Outcome, answer.Fault!.Value));
        Assert.Equal(0L, await _database.Ask<long>("SELECT count(*) FROM grain_states WHERE state_name = 'fence'"));
    }

    [Fact]
    public async Task The_same_plan_again_writes_nothing_and_a_removed_fence_goes_on_with_its_versions()
    {
        await _silo.Put("PLAZA", Plan());
        var again = await _silo.Fence("PLAZA").Put(Plan(), "operator-2");
        Assert.Equal((FenceOutcome.Unchanged, 1L, "operator-1"), (again.Outcome, again.View!.Version, again.View.ChangedBy));
        await _silo.Fence("PLAZA").Remove("operator-1");
        var anew = await _silo.Fence("PLAZA").Put(Plan(), "operator-2");
        Assert.Equal((FenceOutcome.Created, 3L), (anew.Outcome, anew.View!.Version));
        Assert.Equal(["1|closed", "3|open"], await _database.Lines(
            "SELECT version || '|' || CASE WHEN valid_to IS NULL THEN 'open' ELSE 'closed' END FROM fence_history ORDER BY version"));
        await Reports.Until("the map has it", () => Task.FromResult(_silo.Get<FenceMap>().Find("PLAZA") is not null));
    }
}
