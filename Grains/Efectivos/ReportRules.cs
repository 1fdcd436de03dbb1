using GrupoGad.Geo;

namespace GrupoGad.Efectivos;

/// <summary>The judgement of one position report. Pure: state and clock come in, the outcome goes out.</summary>
public static class ReportRules
{
    /// <summary>
    /// <see cref="ReportOutcome.Accepted"/> and <see cref="ReportOutcome.AcceptedAsHistory"/> are provisional: the journal may still know
    /// the instant and make it a duplicate.
    /// </summary>
    public static ReportOutcome Judge(in PositionReport report, in LivePosition? live, DateTime now, EfectivoOptions options)
    {
        var fix = report.Fix;
        return !InRange(fix) ? ReportOutcome.OutOfRange
            : fix.Point is { Latitude: 0, Longitude: 0 } ? ReportOutcome.NullIsland
            : fix.AccuracyM > options.AccuracyMaxM ? ReportOutcome.Inaccurate
            : fix.DeviceTime > now.AddSeconds(options.FutureMaxS) ? ReportOutcome.InFuture
            : fix.DeviceTime < now.AddDays(-options.RetentionDays) ? ReportOutcome.Stale
            : live is null ? ReportOutcome.Accepted
            : AgainstLive(report, live.Value, options);
    }

    /// <summary>The state after the judgement.</summary>
    public static LivePosition? Apply(in PositionReport report, in LivePosition? live, ReportOutcome outcome, EfectivoOptions options) => outcome switch
    {
        // The first of one instant stays until the journal has reported which of them it took.
        ReportOutcome.Accepted when live is { } known && known.Report.Fix.DeviceTime == report.Fix.DeviceTime && known.Report.ReportId != report.ReportId => live,
        ReportOutcome.Accepted => new LivePosition
        {
            Report = report,
            Durable = live is { Durable: true } known && known.Report.ReportId == report.ReportId && known.Report.Fix == report.Fix,
        },
        ReportOutcome.Implausible when live is { } known => known with
        {
            Suspect = report.Fix,
            SuspectCount = known.Suspect is { } suspect && Plausible(suspect, report.Fix, options) ? known.SuspectCount + 1 : 1,
        },
        _ => live,
    };

    private static ReportOutcome AgainstLive(in PositionReport report, in LivePosition live, EfectivoOptions options)
    {
        var (fix, known) = (report.Fix, live.Report.Fix);
        if (fix.DeviceTime < known.DeviceTime)
        {
            return ReportOutcome.AcceptedAsHistory;
        }
        if (fix.DeviceTime == known.DeviceTime)
        {
            // The same id is a retry: the journal gives the first answer again. Another id is a duplicate, unless the first was never stored.
            return report.ReportId != live.Report.ReportId && live.Durable ? ReportOutcome.Duplicate : ReportOutcome.Accepted;
        }
        return Plausible(known, fix, options) || Confirmed(live, fix, options) ? ReportOutcome.Accepted : ReportOutcome.Implausible;
    }

    /// <summary>Reachable between two fixes at the greatest speed, giving each the benefit of its accuracy.</summary>
    private static bool Plausible(in Fix from, in Fix to, EfectivoOptions options)
    {
        var distance = Sphere.DistanceM(from.Point, to.Point) - (from.AccuracyM ?? 0) - (to.AccuracyM ?? 0);
        var seconds = (to.DeviceTime - from.DeviceTime).TotalSeconds;
        return seconds > 0 && distance <= options.SpeedMaxMps * seconds;
    }

    private static bool Confirmed(in LivePosition live, in Fix fix, EfectivoOptions options) =>
        live.Suspect is { } suspect && live.SuspectCount + 1 >= options.JumpConfirmations && Plausible(suspect, fix, options);

    private static bool InRange(in Fix fix) =>
        fix.Point.IsValid
        && (fix.AccuracyM is not { } accuracy || FixRanges.AccuracyM.Holds(accuracy))
        && (fix.SpeedMps is not { } speed || FixRanges.SpeedMps.Holds(speed))
        && (fix.CourseDeg is not { } course || FixRanges.CourseDeg.Holds(course))
        && (fix.AltitudeM is not { } altitude || FixRanges.AltitudeM.Holds(altitude))
        && (fix.Battery is not { } battery || FixRanges.Battery.Holds(battery));
}
