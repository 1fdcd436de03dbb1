using GrupoGad.Benchmarks.Harness;
using GrupoGad.Benchmarks.Ingest.Generator;
using GrupoGad.LoadGenerator.Efectivos;

namespace GrupoGad.Benchmarks.Ingest;

/// <summary>Rounds of load through one product; after each of them all that was accepted must be where it has to be.</summary>
/// <param name="name">Before each line of the report; empty when there is only one product.</param>
public sealed class ProductRounds(string name, RealParts services, Cluster product, BenchRun run, Report report) : IDisposable
{
    private const int Sample = 200;
    private readonly Load _load = new(run.Repository, product.KeyFile);
    private readonly Verification _verification = new(services, product.Urls[0], product.Tokens.Administrator());
    private long _accepted;

    /// <summary>Those of the load, and the probes.</summary>
    public async Task Register(int sockets, int probes)
    {
        var codes = Enumerable.Range(0, sockets).Select(GeneratorOptions.Code).Concat(Enumerable.Range(0, probes).Select(GeneratorOptions.ProbeCode));
        using var registration = new Registration(product.Urls, product.Tokens.Administrator());
        var created = await registration.Ensure(codes.Select(code => new EfectivoToRegister(code, code, "bench", [])), CancellationToken.None);
        Console.WriteLine($"  {name}{created} efectivos registered");
    }

    /// <param name="options">Its address and file of last fixes are set here.</param>
    public async Task<Load.Outcome> Run(GeneratorOptions options)
    {
        var outcome = await _load.Run(
            options with { Url = product.Urls[0].ToString(), LastFixes = Path.Combine(product.Folder, "last.json") },
            product.SilosCpu, product.GatewaysCpu, services.PostGisCpu.Seconds, services.RedisCpu.Seconds);
        var result = outcome.Result;
        _accepted += result.Accepted;
        Console.WriteLine(FormattableString.Invariant(
            $"    {name}cpu s: silo {outcome.CpuSeconds[0]:F2}, front end {outcome.CpuSeconds[1]:F2}, postgis {outcome.CpuSeconds[2]:F2}, redis {outcome.CpuSeconds[3]:F2}, generator {result.CpuSeconds:F2}; ack p50 {result.AckP50Ms:F0} ms, p99 {result.AckP99Ms:F0} ms"));
        report.Must($"{name}all {result.Sent} reports were accepted ({result.Refused} refused)", result.Accepted == result.Sent && result.Sent > 0);
        var rows = await _verification.Rows("position_reports");
        report.Must($"{name}rows in PostGIS {rows} = accepted {_accepted}", rows == _accepted);
        var (grain, cell) = (await _verification.WrongInGrain(outcome.LastFixes, Sample), await _verification.WrongInCell(outcome.LastFixes, Sample));
        report.Must($"{name}{Sample} grains stand where their clients were last ({grain} do not)", grain == 0);
        report.Must($"{name}{Sample} cells hold them there ({cell} do not)", cell == 0);
        if (options.Probes > 0)
        {
            report.Must($"{name}the viewer's screen came to show everyone's last fix ({result.NotShown} not)", result.NotShown == 0);
            report.Must($"{name}frames were timed ({result.FramesSeen})", result.FramesSeen > options.Probes);
        }
        return outcome;
    }

    public void Dispose() => _verification.Dispose();
}
