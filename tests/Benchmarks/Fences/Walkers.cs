using GrupoGad.Benchmarks.Nearest;
using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.Benchmarks.Fences;

/// <summary>Everyone of a city under way: 1–15 m/s, a fix every 5 s, a turn now and then, back when it has left the city.</summary>
public sealed class Walkers
{
    private const double PeriodS = 5;
    private readonly Random _random;
    private readonly double[] _headings;
    private readonly double[] _speeds;

    public Walkers(City city, int seed)
    {
        _random = new Random(seed);
        _headings = [.. Enumerable.Range(0, city.Count).Select(_ => _random.NextDouble() * 2 * Math.PI)];
        _speeds = [.. Enumerable.Range(0, city.Count).Select(_ => 1 + 14 * _random.NextDouble())];
        Fixes = [.. city.Points.Select(point => new Fix { Point = point, DeviceTime = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), AccuracyM = 8 })];
    }

    /// <summary>Where everyone is now.</summary>
    public Fix[] Fixes { get; }

    public void Step()
    {
        for (var i = 0; i < Fixes.Length; i++)
        {
            var (fix, metres) = (Fixes[i], _speeds[i] * PeriodS);
            var isAway = Sphere.DistanceM(fix.Point, City.Centre) > 45_000;
            _headings[i] = isAway ? Math.Atan2(City.Centre.Latitude - fix.Point.Latitude, City.Centre.Longitude - fix.Point.Longitude)
                : _random.Next(6) == 0 ? _random.NextDouble() * 2 * Math.PI : _headings[i];
            var step = Sphere.Degrees(metres / Sphere.RadiusM);
            Fixes[i] = fix with
            {
                Point = new GeoPoint(
                    fix.Point.Latitude + step * Math.Sin(_headings[i]),
                    fix.Point.Longitude + step * Math.Cos(_headings[i]) / Math.Cos(Sphere.Radians(fix.Point.Latitude))),
                DeviceTime = fix.DeviceTime.AddSeconds(PeriodS),
            };
        }
    }
}
