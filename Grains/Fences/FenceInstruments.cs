using System.Diagnostics.Metrics;

namespace GrupoGad.Fences;

/// <summary>Meters of the fences. Tags are bounded: never a key.</summary>
public sealed class FenceInstruments
{
    public const string MeterName = "GrupoGad.Fences";

    private readonly Counter<long> _events;
    private readonly Counter<long> _changes;
    private readonly Counter<long> _replayed;
    private readonly Counter<long> _commands;
    private readonly Counter<long> _batches;
    private readonly Counter<long> _missed;
    private readonly Histogram<double> _told;

    public FenceInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _events = meter.CreateCounter<long>("gad.fences.events", "{event}", "Durable fence events by kind.");
        _changes = meter.CreateCounter<long>("gad.fences.map.changes", "{fence}", "Changed fences that this silo's map took in.");
        _replayed = meter.CreateCounter<long>("gad.fences.replayed", "{fix}", "Stored fixes judged again, by why: activation, backlog.");
        _commands = meter.CreateCounter<long>("gad.fences.reactions", "{command}", "Commands that events sent, by outcome.");
        _batches = meter.CreateCounter<long>("gad.fences.feed.batches", "{batch}", "Batches of events taken in by gateways.");
        _missed = meter.CreateCounter<long>("gad.fences.feed.missed", "{batch}", "Batches a slow gateway missed.");
        _told = meter.CreateHistogram("gad.fences.event.delay", "s", "From the device's time of a fix to its durable event, live ones only.", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 15, 60] });
    }

    public void Sent() => _batches.Add(1);

    public void Coalesced() => _missed.Add(1);

    internal void Stored(FenceEvent told, DateTime now)
    {
        _events.Add(1, new KeyValuePair<string, object?>("kind", told.Kind.ToString()));
        if (told is { Late: false, Cause: FenceCause.Moved })
        {
            _told.Record(Math.Max(0, (now - told.At).TotalSeconds));
        }
    }

    internal void Mapped(int count) => _changes.Add(count);

    internal void Replayed(string why, int fixes)
    {
        if (fixes > 0)
        {
            _replayed.Add(fixes, new KeyValuePair<string, object?>("why", why));
        }
    }

    internal void Reacted(string outcome) => _commands.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
