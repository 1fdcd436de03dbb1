using GrupoGad.Benchmarks.Harness;
using GrupoGad.Efectivos;

namespace GrupoGad.Benchmarks.Nearest;

/// <summary>Moves a share of the city each second, each a few metres, as reports to their grains: one by one and at any instant, as devices report.</summary>
public sealed class Movement(SiloHere silo, City city, double shareASecond, int seed)
{
    private readonly IEfectivoGrain[] _efectivos = [.. city.Ids.Select(id => silo.Grains.GetGrain<IEfectivoGrain>(id))];
    private long _moved;
    private long _refused;
    private int _next = -1;

    /// <summary>Reports that were accepted; the city knows where those efectivos are now.</summary>
    public long Moved => Interlocked.Read(ref _moved);

    public long Refused => Interlocked.Read(ref _refused);

    public Task Run(CancellationToken stop) => Arrivals.Run(shareASecond * city.Count, TimeSpan.MaxValue, seed, _ => MoveNext(), stop);

    private async Task MoveNext()
    {
        // In turn: nobody is moved twice within seconds, so its place here is written by one at a time.
        var index = (int)((uint)Interlocked.Increment(ref _next) % city.Count);
        var to = City.Shifted(city.Points[index], 20, Random.Shared);
        if (await silo.Report(_efectivos[index], city.Ids[index], to, DateTime.UtcNow) == ReportOutcome.Accepted)
        {
            city.Points[index] = to;
            Interlocked.Increment(ref _moved);
        }
        else
        {
            Interlocked.Increment(ref _refused);
        }
    }
}
