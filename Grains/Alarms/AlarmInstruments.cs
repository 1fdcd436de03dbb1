using System.Diagnostics.Metrics;

namespace GrupoGad.Alarms;

/// <summary>Meters of alarms and check-ins. Tags are bounded: never an efectivo's code.</summary>
public sealed class AlarmInstruments
{
    public const string MeterName = "GrupoGad.Alarms";

    private readonly Counter<long> _raised;
    private readonly Counter<long> _told;
    private readonly Histogram<double> _untilAcknowledged;
    private readonly Counter<long> _missed;

    public AlarmInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _raised = meter.CreateCounter<long>("gad.alarms.raised", "{alarm}", "Alarms raised, by kind.");
        _told = meter.CreateCounter<long>("gad.alarms.told", "{telling}", "Times that an open alarm was put on its board.");
        _untilAcknowledged = meter.CreateHistogram<double>("gad.alarms.until_acknowledged", "s", "From an alarm to the first person who saw it.");
        _missed = meter.CreateCounter<long>("gad.welfare.missed", "{check-in}", "Check-ins that were missed.");
    }

    public void Raised(AlarmKind kind) => _raised.Add(1, new KeyValuePair<string, object?>("kind", kind.ToString()));

    public void Told() => _told.Add(1);

    public void Acknowledged(TimeSpan after) => _untilAcknowledged.Record(after.TotalSeconds);

    public void Missed() => _missed.Add(1);
}
