using GrupoGad.Cells;
using GrupoGad.Geo;
using static GrupoGad.Cluster.Tests.Fixes;

namespace GrupoGad.Cluster.Tests;

public sealed class SiloLossTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    [Fact]
    public async Task Efectivos_that_say_nothing_are_back_on_the_map_after_a_silo_is_killed()
    {
        for (var i = 0; i < 200; i++)
        {
            var efectivo = await silos.Registered($"L-{i:D3}");
            await efectivo.Report(Report($"L-{i:D3}", new GeoPoint(-30 + i * 0.01, -60 + i * 0.01)));
        }
        var search = silos.Grains.GetGrain<ISearchGrain>(0);
        var query = new AreaQuery { Bounds = new GeoBounds(-31, -61, -27, -57), Limit = 5_000 };
        await TwoSilos.Until("all are in their cells", async () => (await search.Within(query)).Members.Length == 200);

        await silos.Cluster.KillSiloAsync(silos.Cluster.SecondarySilos[0]);

        await TwoSilos.Until("all are back", async () => (await search.Within(query)).Members.Length == 200, seconds: 90);
        var hits = await search.Nearest(new NearestQuery { Point = new GeoPoint(-30, -60), K = 200 });
        Assert.Equal(200, hits.Length);
    }
}
