using System.Diagnostics.Metrics;

namespace GrupoGad.Efectivos;

/// <summary>Meters of the efectivos. Tags are bounded: never an efectivo's code.</summary>
public sealed class EfectivoInstruments
{
    public const string MeterName = "GrupoGad.Efectivos";

    private readonly Counter<long> _reports;
    private readonly Counter<long> _transitions;
    private readonly Histogram<double> _reportAge;
    private readonly KeyValuePair<string, object?>[] _outcomeTags =
        [.. Enumerable.Range(0, 13).Select(i => new KeyValuePair<string, object?>("outcome", ((ReportOutcome)i).ToString()))];

    public EfectivoInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _reports = meter.CreateCounter<long>("gad.efectivos.reports", "{report}", "Position reports judged, by outcome.");
        _transitions = meter.CreateCounter<long>("gad.efectivos.transitions", "{transition}", "Availability changes asked for, by outcome.");
        _reportAge = meter.CreateHistogram<double>("gad.efectivos.report.age", "s", "Age of accepted live fixes when they arrive.");
    }

    public void Judged(ReportOutcome outcome) => _reports.Add(1, _outcomeTags[(int)outcome]);

    public void Arrived(TimeSpan age) => _reportAge.Record(age.TotalSeconds);

    public void Transition(AvailabilityOutcome outcome) =>
        _transitions.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));
}
