using System.Diagnostics.Metrics;

namespace GrupoGad.Operations;

/// <summary>Meters of the operations. Tags are bounded: never a code.</summary>
public sealed class OperationInstruments
{
    public const string MeterName = "GrupoGad.Operations";

    private readonly Counter<long> _requests;
    private readonly Counter<long> _reservations;
    private readonly Counter<long> _retries;
    private readonly Histogram<double> _reminderLate;

    public OperationInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("gad.operations.requests", "{request}", "Requests to operations, by kind and outcome.");
        _reservations = meter.CreateCounter<long>("gad.operations.reservations", "{efectivo}", "Efectivos asked for, by what their grain said.");
        _retries = meter.CreateCounter<long>("gad.operations.retries", "{retry}", "Rounds of owed work that have to be tried again.");
        _reminderLate = meter.CreateHistogram<double>("gad.operations.reminder.late", "s", "How late a reminder came.");
    }

    public void Requested(string kind, OperationOutcome outcome) => _requests.Add(
        1, new KeyValuePair<string, object?>("kind", kind), new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    public void Reserved(AssignOutcome outcome) => _reservations.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    public void Retried() => _retries.Add(1);

    public void Reminded(TimeSpan late) => _reminderLate.Record(late.TotalSeconds);
}
