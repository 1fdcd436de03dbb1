using System.Diagnostics.Metrics;

namespace GrupoGad.Silo.PostGis.Fences;

/// <summary>Meters of the fence journal. Tags are bounded.</summary>
public sealed class FenceJournalInstruments
{
    public const string MeterName = "GrupoGad.FenceJournal";

    private readonly Counter<long> _rows;
    private readonly Counter<long> _retries;
    private readonly Histogram<double> _commit;
    private readonly Histogram<int> _standings;
    private readonly Meter _meter;

    public FenceJournalInstruments(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _rows = _meter.CreateCounter<long>("gad.fences.journal.rows", "{row}",
            "Events and visits by result: written, repeated (events that were there), refused (PostGIS will not take the values), overflow (no room, lost).");
        _retries = _meter.CreateCounter<long>("gad.fences.journal.retries", "{commit}", "Commits that failed and were tried again.");
        _commit = _meter.CreateHistogram("gad.fences.journal.commit.duration", "s", "One commit, from its start to its end.", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] });
        _standings = _meter.CreateHistogram("gad.fences.standings.size", "{efectivo}", "Efectivos that came to life and shared one read of where they stood.", null,
            new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 512] });
    }

    internal void Watch(Func<long> queued) =>
        _meter.CreateObservableGauge("gad.fences.journal.queued", queued, "{row}", "Events and visits that wait or are being written.");

    public void Rows(string result, int count)
    {
        if (count > 0)
        {
            _rows.Add(count, new KeyValuePair<string, object?>("result", result));
        }
    }

    public void Retried() => _retries.Add(1);

    public void Standings(int together) => _standings.Record(together);

    public void Committed(TimeSpan took) => _commit.Record(took.TotalSeconds);
}
