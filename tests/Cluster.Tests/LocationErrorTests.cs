using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using Orleans.TestingHost;
using static GrupoGad.Cluster.Tests.Fixes;

namespace GrupoGad.Cluster.Tests;

/// <summary>Ground truth: known ways with known noise go through the real grains, and what the map shows is compared with where everybody really was.</summary>
public sealed class LocationErrorTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    private const double MissionMaxM = 100;

    [Theory]
    [InlineData(5)]
    [InlineData(25)]
    [InlineData(60)]
    public async Task The_mean_error_against_the_truth_is_that_of_the_devices_and_the_metric_tells_it(int sigmaM)
    {
        using var told = new Told(silos.Cluster);
        var random = new Random(sigmaM);
        var (errors, accepted) = (new List<double>(), 0);
        foreach (var walker in Enumerable.Range(0, 4))
        {
            var id = $"TRUTH-{sigmaM}-{walker}";
            var efectivo = await silos.Registered(id);
            var start = DateTime.UtcNow.AddMinutes(-8);
            foreach (var step in Enumerable.Range(0, 60))
            {
                // North at 5 m/s, a fix each 5 s; the device knows how bad it is, and now and then it is out by kilometres.
                var truth = North(walker * 2_000 + step * 25);
                var noise = sigmaM * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
                var (distance, accuracy) = (step % 20) switch { 7 => (5_000.0, sigmaM), 13 => (150, 300), _ => (noise, sigmaM) };
                var seen = Moved(truth, distance, random.NextDouble() * 2 * Math.PI);
                var report = Report(id, seen, start.AddSeconds(step * 5));
                var outcome = await efectivo.Report(report with { Fix = report.Fix with { AccuracyM = accuracy } });
                Assert.Equal((step % 20) switch { 7 => ReportOutcome.Implausible, _ => ReportOutcome.Accepted }, outcome);
                // A coarse one is kept and shown, and is no measure.
                if (outcome == ReportOutcome.Accepted && accuracy == sigmaM)
                {
                    accepted++;
                    errors.Add(Sphere.DistanceM((await efectivo.Describe())!.Fix!.Value.Point, truth));
                }
            }
        }
        var mean = errors.Average();
        Assert.True(mean < MissionMaxM, $"{mean:0.0} m");
        // A device tells one standard deviation of each axis; the mean distance of such noise is that times the square root of pi / 2.
        Assert.Equal(sigmaM * Math.Sqrt(Math.PI / 2), mean, 0.15 * sigmaM);
        // Each accepted fix is in the metric with what its device told, and no refused one: sum by count is the mean that a dashboard shows.
        Assert.Equal((accepted, 0), (told.Of(sigmaM), told.Of(300)));
    }

    [Fact]
    public async Task A_device_that_tells_no_error_is_counted_apart()
    {
        using var told = new Told(silos.Cluster);
        var efectivo = await silos.Registered("TRUTH-SILENT");
        var before = told.Unknown;
        Assert.Equal(ReportOutcome.Accepted, await efectivo.Report(Report("TRUTH-SILENT", Obelisco)));
        Assert.True(told.Unknown > before);
    }

    private static GeoPoint Moved(GeoPoint from, double metres, double bearing) => new(
        from.Latitude + Sphere.Degrees(metres * Math.Cos(bearing) / Sphere.RadiusM),
        from.Longitude + Sphere.Degrees(metres * Math.Sin(bearing) / Sphere.RadiusM) / Math.Cos(from.Latitude * Math.PI / 180));

    /// <summary>What the metric got, of both silos, counted by value.</summary>
    private sealed class Told : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentDictionary<double, int> _counts = new();
        private int _unknown;

        public Told(TestCluster cluster)
        {
            var meters = new SiloMeters(cluster);
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name is "gad.efectivos.report.accuracy" or "gad.efectivos.report.accuracy.unknown" && meters.Own(instrument))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<double>((_, metres, _, _) => _counts.AddOrUpdate(metres, 1, static (_, count) => count + 1));
            _listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref _unknown, (int)count));
            _listener.Start();
        }

        public int Unknown => Volatile.Read(ref _unknown);

        public int Of(double metres) => _counts.GetValueOrDefault(metres);

        public void Dispose() => _listener.Dispose();
    }
}
