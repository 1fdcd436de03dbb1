using GrupoGad.LoadGenerator.Traces;

namespace GrupoGad.Cluster.Tests.Processes;

/// <summary>
/// What must become of a real trace, said a second time and as plainly as can be: a second of a unit counts once; what is older than the newest is history;
/// faster than 200 km/h from the newest is not believed, unless it is the third in a row that agree with each other.
/// </summary>
internal static class Oracle
{
    private const double SpeedMaxMps = 200 / 3.6;
    private const int Agreeing = 3;
    private const double EarthRadiusM = 6_371_008.8;

    public static Dictionary<string, long> Outcomes(Trace trace) =>
        trace.ByUnit().SelectMany(Judge).CountBy(outcome => outcome).ToDictionary(pair => pair.Key, pair => (long)pair.Value);

    private static IEnumerable<string> Judge(IReadOnlyList<TraceRow> rows)
    {
        var seconds = new HashSet<DateTime>();
        TraceRow? newest = null;
        var doubted = new List<TraceRow>();
        foreach (var row in rows)
        {
            if (newest is { } known && row.Time > known.Time && !Reachable(known, row))
            {
                if (doubted.Count > 0 && !Reachable(doubted[^1], row))
                {
                    doubted.Clear();
                }
                doubted.Add(row);
                if (doubted.Count < Agreeing)
                {
                    yield return "Implausible";
                    continue;
                }
            }
            if (!seconds.Add(row.Time))
            {
                yield return "Duplicate";
                continue;
            }
            if (newest is { } before && row.Time < before.Time)
            {
                yield return "AcceptedAsHistory";
                continue;
            }
            newest = row;
            doubted.Clear();
            yield return "Accepted";
        }
    }

    private static bool Reachable(TraceRow from, TraceRow to) =>
        to.Time > from.Time && DistanceM(from.Fix, to.Fix) <= SpeedMaxMps * (to.Time - from.Time).TotalSeconds;

    /// <summary>By the angle between the two directions from the earth's centre.</summary>
    private static double DistanceM(TraceFix a, TraceFix b)
    {
        var (ax, ay, az) = Direction(a);
        var (bx, by, bz) = Direction(b);
        var cross = Math.Sqrt(Math.Pow(ay * bz - az * by, 2) + Math.Pow(az * bx - ax * bz, 2) + Math.Pow(ax * by - ay * bx, 2));
        return EarthRadiusM * Math.Atan2(cross, ax * bx + ay * by + az * bz);
    }

    private static (double X, double Y, double Z) Direction(TraceFix fix)
    {
        var (latitude, longitude) = (fix.Latitude * Math.PI / 180, fix.Longitude * Math.PI / 180);
        return (Math.Cos(latitude) * Math.Cos(longitude), Math.Cos(latitude) * Math.Sin(longitude), Math.Sin(latitude));
    }
}
