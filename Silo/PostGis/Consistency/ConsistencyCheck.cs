using GrupoGad.Cells;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Consistency;

/// <summary>Now and then compares live answers with PostGIS, for as long as the silo runs. The number of differences is to stay 0.</summary>
internal sealed partial class ConsistencyCheck(
    NearestConsistency nearest, FenceConsistency fences, StoredNearest stored, ConsistencyInstruments instruments, IOptions<ConsistencyOptions> options, TimeProvider clock, ILogger<ConsistencyCheck> logger) : BackgroundService
{
    private const int KMax = 20;

    /// <summary>Largest distance of a question's place from an efectivo, in degrees, about a kilometre.</summary>
    private const double Off = 0.01;

    /// <summary>Compares one random question near an efectivo, by each of the three filters in turn. Null while no efectivo has a position.</summary>
    public async Task<Verdict?> Compare(CancellationToken cancellation)
    {
        if (await stored.Anybody(cancellation) is not { } place)
        {
            return null;
        }
        return Note("nearest", await nearest.Compare(Question(place), cancellation));
    }

    /// <summary>Compares which fences cover a place in or beside one of them, at random. Null while there are none.</summary>
    public async Task<Verdict?> CompareFences(CancellationToken cancellation) =>
        await fences.AnyPlace(cancellation) is { } place ? Note("fences", await fences.Compare(place, cancellation)) : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.EveryS == 0)
        {
            return;
        }
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.EveryS), clock);
        // The first turn comes after a period, when all efectivos are in their cells.
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Compare(stoppingToken);
                await CompareFences(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
        }
    }

    private Verdict Note(string question, Verdict verdict)
    {
        instruments.Compared(question, verdict);
        if (verdict == Verdict.Different)
        {
            LogDifferent(question);
        }
        return verdict;
    }

    private static NearestQuery Question(StoredNearest.Place place)
    {
        double Near(double degrees, double limit) => Math.Clamp(degrees + (Random.Shared.NextDouble() * 2 - 1) * Off, -limit, limit);
        var available = Random.Shared.Next(3) > 0;
        return new NearestQuery
        {
            Point = new GeoPoint(Near(place.Latitude, 90), Near(place.Longitude, 180)),
            K = Random.Shared.Next(1, KMax + 1),
            Filter = new MemberFilter
            {
                Availability = available ? Availability.Available : null,
                Skill = available && place.Skills.Count > 0 && Random.Shared.Next(2) > 0 ? place.Skills[Random.Shared.Next(place.Skills.Count)] : null,
            },
        };
    }

    [LoggerMessage(2330, LogLevel.Error, "A live answer ({Question}) differs from PostGIS on the same fixes")]
    private partial void LogDifferent(string question);

    [LoggerMessage(2331, LogLevel.Information, "A live answer could not be compared with PostGIS now")]
    private partial void LogFailed(Exception exception);
}
