using CsCheck;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using static GrupoGad.Cells.Members;

namespace GrupoGad.Cells;

/// <summary>Nearest over cells against brute force: random layouts and the ones made to break it.</summary>
public sealed class NearestTests
{
    private const int Level = 12;

    private static readonly Gen<GeoPoint> City = Near(Reports.Obelisco, 0.3);
    private static readonly Gen<GeoPoint> Fiji = Near(new GeoPoint(-17.8, 179.95), 0.3);
    private static readonly Gen<GeoPoint> NorthPole = Gen.Select(Gen.Double[84.9, 90], Gen.Double[-180, 180], (lat, lon) => new GeoPoint(lat, lon));
    private static readonly Gen<GeoPoint> OnePoint = Gen.Const(Reports.Obelisco);
    private static readonly Gen<GeoPoint> OneStreet = Gen.Double[-0.001, 0.001].Select(off => new GeoPoint(-34.6, -58.4 + off));

    private static readonly Gen<GeoPoint> Anywhere = Gen.OneOf(City, Fiji, NorthPole, OnePoint, OneStreet, Gens.Point);

    private static readonly Gen<(GeoPoint Point, Availability Availability, bool Skilled)> Somebody =
        Gen.Select(Anywhere, Gen.Enum<Availability>(), Gen.Bool);

    /// <remarks>No limit below a millimetre: there the index, by chords, and the oracle, by arcs, may round to different sides of it.</remarks>
    private static readonly Gen<NearestQuery> Query = Gen.Select(
        Anywhere, Gen.Frequency((5, Gen.Int[1, 12]), (1, Gen.Int[13, 400])), Gen.Bool, Gen.Bool, Gen.Frequency((3, Gen.Const(double.PositiveInfinity)), (1, Gen.Double[0.001, 30_000])),
        (point, k, byAvailability, bySkill, max) => new NearestQuery
        {
            Point = point,
            K = k,
            MaxDistanceM = max,
            Filter = new MemberFilter { Availability = byAvailability ? Availability.Available : null, Skill = bySkill ? "medic" : null },
        });

    [Fact]
    public void The_search_agrees_with_brute_force_wherever_efectivos_are() =>
        Gen.Select(Somebody.Array[0, 300], Query.Array[5]).Sample((crowd, queries) => Check(Table(crowd), queries), iter: 400);

    [Fact]
    public void A_dense_city_agrees_with_brute_force() =>
        Gen.Select(Gen.Select(City, Gen.Enum<Availability>(), Gen.Bool).Array[2_000, 4_000], Query.Array[10])
            .Sample((crowd, queries) => Check(Table(crowd), queries), iter: 15);

    [Fact]
    public async Task Everyone_at_one_point_comes_by_code()
    {
        var table = new TableOfCells(Level, Enumerable.Range(0, 500).Select(i => At($"E-{i:D4}", Reports.Obelisco)));
        var hits = await new NearestSearch(table, Level).Run(new NearestQuery { Point = Reports.North(3_000), K = 3 });
        Assert.Equal(["E-0000", "E-0001", "E-0002"], hits.Select(hit => hit.Member.EfectivoId));
    }

    [Fact]
    public async Task Who_is_asked_for_to_be_sent_is_none_whose_place_is_only_roughly_known()
    {
        var coarse = At("E-1", Reports.Obelisco);
        var table = new TableOfCells(Level, [coarse with { Fix = coarse.Fix with { AccuracyM = 100.5f } }, At("E-2", Reports.North(2_000))]);
        var query = new NearestQuery { Point = Reports.Obelisco, K = 2 };
        Assert.Equal(["E-1", "E-2"], (await new NearestSearch(table, Level).Run(query)).Select(hit => hit.Member.EfectivoId));
        Assert.Equal(["E-2"], (await new NearestSearch(table, Level).Run(query with { Filter = new MemberFilter { Precise = true } })).Select(hit => hit.Member.EfectivoId));
    }

    [Fact]
    public async Task More_than_there_are_gives_all_there_are()
    {
        var table = new TableOfCells(Level, [At("E-1", new GeoPoint(70, 179.9)), At("E-2", new GeoPoint(-70, -179.9))]);
        var hits = await new NearestSearch(table, Level).Run(new NearestQuery { Point = new GeoPoint(70, -179.9), K = 1_000 });
        Assert.Equal(["E-1", "E-2"], hits.Select(hit => hit.Member.EfectivoId));
    }

    [Fact]
    public async Task The_other_side_of_the_antimeridian_is_near()
    {
        var table = new TableOfCells(Level, [At("EAST", new GeoPoint(0.5, 179.999)), At("FAR", new GeoPoint(0.5, -179.9))]);
        var hits = await new NearestSearch(table, Level).Run(new NearestQuery { Point = new GeoPoint(0.5, -179.999), K = 1 });
        Assert.Equal("EAST", Assert.Single(hits).Member.EfectivoId);
    }

    [Fact]
    public async Task A_skill_nobody_has_finds_nobody()
    {
        var table = new TableOfCells(Level, [At("E-1", Reports.Obelisco)]);
        Assert.Empty(await new NearestSearch(table, Level).Run(new NearestQuery { Point = Reports.Obelisco, K = 1, Filter = new() { Skill = "diver" } }));
    }

    [Fact]
    public async Task Skills_beyond_the_63_with_a_bit_of_their_own_are_told_apart()
    {
        var crowd = Enumerable.Range(0, 200).Select(i => At($"E-{i:D3}", Reports.North(i), skills: [$"skill-{i}"]));
        var table = new TableOfCells(Level, crowd);
        var hits = await new NearestSearch(table, Level).Run(new NearestQuery { Point = Reports.Obelisco, K = 5, Filter = new() { Skill = "skill-150" } });
        Assert.Equal("E-150", Assert.Single(hits).Member.EfectivoId);
    }

    private static void Check(TableOfCells table, NearestQuery[] queries)
    {
        foreach (var query in queries)
        {
            var hits = new NearestSearch(table, Level).Run(query).AsTask().GetAwaiter().GetResult();
            var truth = table.BruteForce(query).ToArray();
            Assert.Equal(truth.Length, hits.Length);
            for (var i = 0; i < truth.Length; i++)
            {
                // Two at the same distance to a tenth of a micrometre may change places: the index orders by chords, the oracle by arcs.
                Assert.True(
                    hits[i].Member.EfectivoId == truth[i].Member.EfectivoId || Math.Abs(hits[i].DistanceM - truth[i].DistanceM) < 1e-7 + truth[i].DistanceM * 1e-12,
                    $"{i}: {hits[i].Member.EfectivoId} {hits[i].DistanceM} for {truth[i].Member.EfectivoId} {truth[i].DistanceM}");
            }
        }
    }

    private static TableOfCells Table((GeoPoint Point, Availability Availability, bool Skilled)[] crowd) => new(Level, crowd.Select((one, i) =>
        At($"E-{i:D4}", one.Point, availability: one.Availability, skills: one.Skilled ? ["medic", "driver"] : ["driver"])));

    private static Gen<GeoPoint> Near(GeoPoint centre, double degrees) => Gen.Select(
        Gen.Double[-degrees, degrees], Gen.Double[-degrees, degrees],
        (lat, lon) => new GeoPoint(centre.Latitude + lat, centre.Longitude + lon is var l && l > 180 ? l - 360 : l));
}
