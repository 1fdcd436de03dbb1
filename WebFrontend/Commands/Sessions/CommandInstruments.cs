using System.Diagnostics.Metrics;
using GrupoGad.Commands;
using GrupoGad.WebFrontend.Live.Sessions;

namespace GrupoGad.WebFrontend.Commands.Sessions;

/// <summary>Metrics of the command endpoint.</summary>
internal sealed class CommandInstruments
{
    private readonly UpDownCounter<int> _attached;
    private readonly Counter<long> _encodings;
    private readonly Counter<long> _sent;
    private readonly Histogram<double> _leadTime;
    private readonly Counter<long> _steps;
    private readonly Counter<long> _renewals;
    private readonly Counter<long> _resumes;
    private readonly Counter<long> _evicted;
    private readonly Counter<long> _behind;

    public CommandInstruments(IMeterFactory meters)
    {
        var meter = meters.Create("GrupoGad.WebFrontend.Commands");
        _attached = meter.CreateUpDownCounter<int>("gad.command_door.attached", "{session}", "Sessions of efectivos that commands can be sent to.");
        _encodings = meter.CreateCounter<long>("gad.command_door.encodings", "{encoding}", "Encodings of commands and withdrawals: one a subprotocol, however many sessions.");
        _sent = meter.CreateCounter<long>("gad.command_door.frames", "{frame}", "Numbered frames written to sockets, by class of the command or as withdrawal.");
        _leadTime = meter.CreateHistogram(
            "gad.command_door.lead_time", "s", "From the issue of a command to its frame on the socket, first copies and repeated ones, by class.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 2, 5, 15, 60, 900] });
        _steps = meter.CreateCounter<long>("gad.command_door.steps", "{step}", "Acknowledgements answered, by step and outcome.");
        _renewals = meter.CreateCounter<long>("gad.command_door.renewals", "{renewal}", "Renewals of attachments, by outcome: renewed, attached_anew, failed.");
        _resumes = meter.CreateCounter<long>("gad.command_door.resumes", "{attach}", "Attaches with a resume token, by outcome: resumed, forgotten.");
        _evicted = meter.CreateCounter<long>("gad.command_door.resumes.evicted", "{session}", "Dropped sessions that were forgotten early, for room.");
        _behind = meter.CreateCounter<long>("gad.command_door.behind", "{session}", "Sessions closed because more commands waited than are kept.");
    }

    public void Attached(int change) => _attached.Add(change);

    public void Encoded() => _encodings.Add(1);

    public void Sent(CommandFrame frame, DateTime now)
    {
        var offer = frame.Offer;
        _sent.Add(1, new KeyValuePair<string, object?>("class", offer?.Class.ToString() ?? (frame.IsOwn ? "Own" : "Withdrawal")));
        if (offer is not null)
        {
            _leadTime.Record(Math.Max(0, (now - offer.IssuedAt).TotalSeconds), new KeyValuePair<string, object?>("class", offer.Class.ToString()));
        }
    }

    public void Stepped(LadderStep step, StepOutcome outcome) =>
        _steps.Add(1, new KeyValuePair<string, object?>("step", step.ToString()), new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    public void Renewed(string outcome) => _renewals.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Resumed(bool resumed) => _resumes.Add(1, new KeyValuePair<string, object?>("outcome", resumed ? "resumed" : "forgotten"));

    public void Behind() => _behind.Add(1);

    public void Evicted() => _evicted.Add(1);
}
