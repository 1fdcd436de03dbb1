using System.Diagnostics.Metrics;

namespace GrupoGad.Efectivos;

/// <summary>Meters of the efectivos. Tags are bounded: never an efectivo's code.</summary>
public sealed class EfectivoInstruments
{
    public const string MeterName = "GrupoGad.Efectivos";

    private readonly Counter<long> _reports;
    private readonly Counter<long> _transitions;
    private readonly Histogram<double> _reportAge;
    private readonly Histogram<double> _accuracy;
    private readonly Counter<long> _unknownAccuracy;
    private readonly Counter<long> _coarse;
    private readonly KeyValuePair<string, object?>[] _outcomeTags =
        [.. Enumerable.Range(0, 13).Select(i => new KeyValuePair<string, object?>("outcome", ((ReportOutcome)i).ToString()))];

    public EfectivoInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _reports = meter.CreateCounter<long>("gad.efectivos.reports", "{report}", "Position reports judged, by outcome.");
        _transitions = meter.CreateCounter<long>("gad.efectivos.transitions", "{transition}", "Availability changes asked for, by outcome.");
        _reportAge = meter.CreateHistogram<double>("gad.efectivos.report.age", "s", "Age of accepted live fixes when they arrive.");
        _accuracy = meter.CreateHistogram<double>("gad.efectivos.report.accuracy", "m", "Location error that the device tells of accepted live fixes that decide: sum by count is the mean error, to stay below 100 m.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2, 5, 10, 15, 20, 30, 50, 75, 100] });
        _coarse = meter.CreateCounter<long>("gad.efectivos.report.coarse", "{report}", "Accepted live fixes worse than 100 m: shown with their circle, deciding nothing.");
        _unknownAccuracy = meter.CreateCounter<long>("gad.efectivos.report.accuracy.unknown", "{report}", "Accepted live fixes of which the device tells no error.");
    }

    public void Judged(ReportOutcome outcome) => _reports.Add(1, _outcomeTags[(int)outcome]);

    public void Arrived(TimeSpan age, float? accuracyM)
    {
        _reportAge.Record(age.TotalSeconds);
        if (accuracyM > Coarse.BeyondM)
        {
            _coarse.Add(1);
        }
        else if (accuracyM is { } metres)
        {
            _accuracy.Record(metres);
        }
        else
        {
            _unknownAccuracy.Add(1);
        }
    }

    public void Transition(AvailabilityOutcome outcome) =>
        _transitions.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));
}
