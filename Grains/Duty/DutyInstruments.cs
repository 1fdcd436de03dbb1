using System.Diagnostics.Metrics;

namespace GrupoGad.Duty;

/// <summary>Meters of duty. Tags are bounded: never a code or a unit.</summary>
public sealed class DutyInstruments
{
    public const string MeterName = "GrupoGad.Duty";

    private readonly Counter<long> _requests;
    private DutyTotals? _totals;

    public DutyInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("gad.duty.requests", "{request}", "Requests to plan shifts and leaves, by outcome.");
        meter.CreateObservableGauge("gad.duty.on_shift", () => Known(totals => totals.OnShift), "{efectivo}", "On shift and not on leave; the same on every silo.");
        meter.CreateObservableGauge("gad.duty.in_service", () => Known(totals => totals.InService), "{efectivo}", "On shift, and available or on a task; the same on every silo.");
        meter.CreateObservableGauge("gad.duty.in_service.ratio", Ratio, "1", "Of those on shift, who is in service. The mission asks for more than 0.95. Nothing while nobody is on shift.");
    }

    public void Requested(DutyOutcome outcome) => _requests.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    /// <summary>Takes the totals read last; null: unknown, and no value is reported rather than an old one.</summary>
    public void Read(DutyTotals? totals) => Volatile.Write(ref _totals, totals);

    private IEnumerable<Measurement<long>> Known(Func<DutyTotals, int> part) => Volatile.Read(ref _totals) is { } totals ? [new(part(totals))] : [];

    private IEnumerable<Measurement<double>> Ratio() => Volatile.Read(ref _totals)?.Ratio is { } ratio ? [new(ratio)] : [];
}
