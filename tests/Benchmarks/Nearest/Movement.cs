using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.Benchmarks.Nearest;

/// <summary>Moves a share of the city each second, each a few metres, as reports to their grains.</summary>
public sealed class Movement(SiloHere silo, City city, double shareASecond, int seed)
{
    /// <summary>Short slices: devices do not report in step, and a burst of a thousand would hold up every search behind it.</summary>
    private static readonly TimeSpan _slice = TimeSpan.FromMilliseconds(2);

    private readonly Random _random = new(seed);
    private int _next;

    /// <summary>Reports that were accepted; the city knows where those efectivos are now.</summary>
    public long Moved { get; private set; }

    public long Refused { get; private set; }

    public async Task Run(CancellationToken stop)
    {
        using var pace = new PeriodicTimer(_slice);
        var started = TimeProvider.System.GetTimestamp();
        var before = Moved + Refused;
        while (!stop.IsCancellationRequested)
        {
            await pace.WaitForNextTickAsync(CancellationToken.None);
            // What a late tick left behind is made up for: the share is per second, not per tick.
            var due = TimeProvider.System.GetElapsedTime(started).TotalSeconds * shareASecond * city.Count;
            await Move((int)Math.Min(due - (Moved + Refused - before), city.Count));
        }
    }

    private async Task Move(int count)
    {
        var moves = new List<(int Index, GeoPoint To, Task<ReportOutcome> Outcome)>(Math.Max(count, 0));
        for (var n = 0; n < count; n++)
        {
            var index = _next++ % city.Count;
            var to = City.Shifted(city.Points[index], 20, _random);
            moves.Add((index, to, silo.Report(city.Ids[index], to, DateTime.UtcNow).AsTask()));
        }
        foreach (var (index, to, outcome) in moves)
        {
            if (await outcome == ReportOutcome.Accepted)
            {
                city.Points[index] = to;
                Moved++;
            }
            else
            {
                Refused++;
            }
        }
    }
}
