using GrupoGad.Geo;

namespace GrupoGad.Fences;

public sealed class AllocationTests
{
    [Fact]
    public void A_fix_that_changes_nothing_makes_no_object_inside_outside_and_at_an_edge()
    {
        // One in two also watches for crossing.
        var map = Fenced.Map([.. Layers.Read(Layers.Shipped).Plans.Select((plan, i) => ($"F-{i:D3}", plan with { Watch = plan.Watch with { Cross = i % 2 == 0 } }))]);
        var edge = map.Find("F-000")!.Plan.Shape.Parts[0].Outer[0];
        foreach (var start in new[] { new GeoPoint(-34.6, -58.4), new GeoPoint(-33, -58), edge })
        {
            var standing = Walk(FenceTrackState.Empty, start, 0);
            // The first walk makes the cells. The runtime may make something of its own now and then; what the judge made it would make each time.
            Walk(standing, start, 1);
            Assert.Equal(0, Enumerable.Range(2, 5).Min(round =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                Walk(standing, start, round);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }));
        }

        FenceTrackState Walk(FenceTrackState standing, GeoPoint start, int round)
        {
            for (var n = 0; n < 100; n++)
            {
                // Within 5 m: the accuracy keeps it where it is.
                var fix = Fenced.At(start.Latitude + n % 5 * 1e-5, start.Longitude, round * 1_000 + n, accuracyM: 30);
                standing = FenceJudge.Judge(standing, fix, fix.DeviceTime, Fenced.Somebody, map, Fenced.Options).After;
            }
            return standing;
        }
    }
}
