using System.Diagnostics.Metrics;

namespace GrupoGad.Commands;

/// <summary>Meters of commands. Tags are bounded: never a command's or an efectivo's id.</summary>
public sealed class CommandInstruments
{
    public const string MeterName = "GrupoGad.Commands";

    private static readonly InstrumentAdvice<double> Latency = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 10, 30, 60, 300, 900],
    };

    private readonly Counter<long> _issued;
    private readonly Counter<long> _steps;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _escalations;
    private readonly Counter<long> _expiries;
    private readonly Counter<long> _resends;
    private readonly Counter<long> _inboxFull;
    private readonly UpDownCounter<long> _open;
    private readonly Histogram<double> _delivery;
    private readonly Histogram<double> _ack;

    public CommandInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _issued = meter.CreateCounter<long>("gad.commands.issued", "{command}", "Commands asked for, by class and outcome.");
        _steps = meter.CreateCounter<long>("gad.commands.steps", "{step}", "Steps of recipients that were recorded, by step.");
        _refused = meter.CreateCounter<long>("gad.commands.acks.refused", "{ack}", "What clients said of commands and was not taken, by outcome.");
        _escalations = meter.CreateCounter<long>("gad.commands.escalations", "{ladder}", "Recipients in whose place somebody else was told, by class.");
        _expiries = meter.CreateCounter<long>("gad.commands.expiries", "{ladder}", "Recipients who did not answer before the deadline, by class.");
        _resends = meter.CreateCounter<long>("gad.commands.resends", "{offer}", "Offers sent again, by class.");
        _inboxFull = meter.CreateCounter<long>("gad.commands.inbox.dropped", "{command}", "Commands that found no room in an inbox, the least urgent first; they come again by re-sending.");
        _open = meter.CreateUpDownCounter<long>("gad.commands.open", "{command}", "Open commands alive in this silo.");
        _delivery = meter.CreateHistogram("gad.commands.delivery.duration", "s", "From the issue until the client has it, by class.", null, Latency);
        _ack = meter.CreateHistogram("gad.commands.ack.duration", "s", "From the issue until the answer is durable, by class.", null, Latency);
    }

    public void Issued(CommandClass @class, IssueOutcome outcome) => _issued.Add(1, Of(@class), new("outcome", outcome.ToString()));

    public void Stepped(LadderStep step) => _steps.Add(1, new KeyValuePair<string, object?>("step", step.ToString()));

    public void Refused(StepOutcome outcome) => _refused.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    public void Escalated(CommandClass @class, int count) => _escalations.Add(count, Of(@class));

    public void Expired(CommandClass @class, int count) => _expiries.Add(count, Of(@class));

    public void Resent(CommandClass @class, int count) => _resends.Add(count, Of(@class));

    public void InboxFull() => _inboxFull.Add(1);

    public void Opened(int by) => _open.Add(by);

    public void Delivered(CommandClass @class, TimeSpan took) => _delivery.Record(took.TotalSeconds, Of(@class));

    public void Answered(CommandClass @class, TimeSpan took) => _ack.Record(took.TotalSeconds, Of(@class));

    private static KeyValuePair<string, object?> Of(CommandClass @class) => new("class", @class.ToString());
}
