using GrupoGad.Fences;
using GrupoGad.Geo;
using GrupoGad.History;
using GrupoGad.Silo.PostGis.GrainStorage;
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
    public async Task A_mended_shape_is_valid_to_PostGIS_too_and_has_the_area_that_was_said()
    {
        var touching = new FencePart
        {
            Outer =
            [
                new(-34.60, -58.40), new(-34.60, -58.39), new(-34.59, -58.39), new(-34.59, -58.40), new(-34.60, -58.40), new(-34.60, -58.41), new(-34.61, -58.41), new(-34.61, -58.40),
            ],
        };
        var plan = Plan() with { Shape = new FenceShape { Kind = FenceKind.Polygon, Parts = [touching] } };
        Assert.Equal(FenceOutcome.Invalid, (await _silo.Fence("MENDED").Put(plan, "operator-1")).Outcome);
        var mending = await _silo.Directory.Mend(plan);
        Assert.Equal((2, true), (mending.Parts, mending.Refusal is null));
        await _silo.Put("MENDED", mending.Plan);
        // Edges of a geography are great circles: of a hundredth of a degree the difference is nothing.
        var area = await _database.Ask<double>("SELECT ST_Area(shape::geography, false) FROM fences WHERE id = 'MENDED' AND ST_IsValid(shape)");
        Assert.InRange(mending.AreaAfterM2 / area, 1 - 1e-6, 1 + 1e-6);
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

    [Fact]
    public async Task The_past_of_a_fence_that_watches_again_or_is_made_again_stays_as_it_was()
    {
        // As its grain's document may be written: one version whose owner lets it watch or not, then a removal, then the same version again.
        await Written(minute: 0, version: 1, active: true);
        await Written(10, 1, active: false);
        await Written(20, 1, active: true);
        await Written(30, 2, active: false, plan: false);
        await Written(40, 1, active: false);
        await Written(50, 3, active: true);
        // By another silo, whose clock is behind.
        await Written(45, 4, active: false);

        Assert.Equal(
            ["1|true|0-10", "1|false|10-20", "1|true|20-30", "1|false|40-50", "4|false|50-"],
            await _database.Lines($"""
                SELECT version || '|' || active || '|' || {Minute("valid_from")} || '-' || coalesce({Minute("valid_to")}::text, '') FROM fence_history ORDER BY valid_from
                """));
        Assert.Equal(
            "-1: none, 5: True, 15: False, 25: True, 35: none, 45: False, 55: False",
            string.Join(", ", await Task.WhenAll(new[] { -1, 5, 15, 25, 35, 45, 55 }.Select(async minute => $"{minute}: {await Then(minute)}"))));

        async Task<string> Then(int minute)
        {
            var picture = await _silo.Get<ITimeMachine>().Snapshot(new SnapshotQuery { Bounds = _town, At = Reports.Noon.AddMinutes(minute) }, TestContext.Current.CancellationToken);
            return picture.Fences.IsEmpty ? "none" : $"{Assert.Single(picture.Fences).Active}";
        }

        static string Minute(string column) => $"(extract(epoch FROM {column} - '{Reports.Noon:O}'::timestamptz) / 60)::integer";
    }

    private static readonly GeoBounds _town = new(-34.7, -58.5, -34.5, -58.3);

    private Task Written(int minute, int version, bool active, bool plan = true)
    {
        var state = StateJson.Serialize(new FenceState
        {
            Plan = plan ? Plan() : null, Version = version, Active = active, ChangedAt = Reports.Noon.AddMinutes(minute), ChangedBy = "operator-1",
        });
        return _database.Run($"SELECT gad_project_fence('PAST', '{System.Text.Encoding.UTF8.GetString(state)}'::jsonb)");
    }
}
