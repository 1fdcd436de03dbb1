using System.Diagnostics.Metrics;
using GrupoGad.WebFrontend.Live.Frames;

namespace GrupoGad.WebFrontend.Live;

/// <summary>Metrics of the live endpoint.</summary>
internal sealed class LiveInstruments
{
    private static readonly KeyValuePair<string, object?>[] SubprotocolTags =
        [new("subprotocol", SubprotocolNames.Protobuf), new("subprotocol", SubprotocolNames.Json)];

    private readonly UpDownCounter<int> _sessions;
    private readonly Counter<long> _frames;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _conflated;
    private readonly Counter<long> _lost;
    private readonly Counter<long> _snapshots;
    private readonly UpDownCounter<int> _held;
    private readonly Histogram<double> _leadTime;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _closes;
    private readonly Counter<long> _pumpFailures;
    private readonly Counter<long> _beats;

    public LiveInstruments(IMeterFactory meters)
    {
        var meter = meters.Create("GrupoGad.WebFrontend.Live");
        _sessions = meter.CreateUpDownCounter<int>("gad.live.sessions", "{session}", "Open live sessions.");
        _frames = meter.CreateCounter<long>("gad.live.frames", "{frame}", "Live frames handed to sessions.");
        _bytes = meter.CreateCounter<long>("gad.live.bytes", "By", "Bytes of live frames handed to sessions.");
        _conflated = meter.CreateCounter<long>(
            "gad.live.conflated", "{change}", "Changes of a cell not sent to a session that did not keep up; it gets the whole cell later.");
        _lost = meter.CreateCounter<long>("gad.live.inbox.dropped", "{batch}", "Batches of cells that found no room; snapshots heal them.");
        _snapshots = meter.CreateCounter<long>("gad.live.snapshots", "{snapshot}", "Snapshots fetched from cells.");
        _held = meter.CreateUpDownCounter<int>("gad.live.held", "{efectivo}", "Shown from before their cell began anew; they come back or are let go.");
        _leadTime = meter.CreateHistogram(
            "gad.live.lead_time", "s",
            "From the device's clock at a fix to the frame that shows it: network, judgement, cell's tick, our tick and the clocks' offset. "
            + "One value a moved efectivo and frame, however many sessions see it.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30, 60, 300] });
        _errors = meter.CreateCounter<long>("gad.live.errors", "{error}", "Error frames, by code.");
        _beats = meter.CreateCounter<long>("gad.live.heartbeats.unanswered", "{heartbeat}", "Clients' heartbeats left without an answer: a newer one came within the same second.");
        _closes = meter.CreateCounter<long>("gad.live.closes", "{session}", "Ended sessions, by close code.");
        _pumpFailures = meter.CreateCounter<long>("gad.live.pump.failures", "{failure}", "Sources, sessions and messages that the pump could not deal with; each is tried again.");
    }

    public void Opened(Subprotocol subprotocol) => _sessions.Add(1, SubprotocolTags[(int)subprotocol]);

    public void Closed(Subprotocol subprotocol, int code)
    {
        _sessions.Add(-1, SubprotocolTags[(int)subprotocol]);
        _closes.Add(1, new KeyValuePair<string, object?>("code", code));
    }

    public void Frame(Subprotocol subprotocol, int bytes)
    {
        _frames.Add(1, SubprotocolTags[(int)subprotocol]);
        _bytes.Add(bytes, SubprotocolTags[(int)subprotocol]);
    }

    public void Conflated() => _conflated.Add(1);

    public void BroadcastFailed() => _pumpFailures.Add(1);

    public void InboxDropped() => _lost.Add(1);

    public void Snapshot() => _snapshots.Add(1);

    public void Held(int change) => _held.Add(change);

    public void LeadTime(TimeSpan time) => _leadTime.Record(time.TotalSeconds);

    public void BeatUnanswered() => _beats.Add(1);

    public void Error(string code) => _errors.Add(1, new KeyValuePair<string, object?>("code", code));
}
