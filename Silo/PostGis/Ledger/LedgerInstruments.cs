using System.Diagnostics.Metrics;

namespace GrupoGad.Silo.PostGis.Ledger;

/// <summary>Meters of the ledger. Tags are bounded.</summary>
public sealed class LedgerInstruments
{
    public const string MeterName = "GrupoGad.Ledger";

    private readonly Counter<long> _rows;
    private readonly Counter<long> _retries;
    private readonly Histogram<double> _commit;
    private readonly Histogram<double> _wait;
    private readonly Histogram<long> _batch;
    private readonly Meter _meter;

    public LedgerInstruments(IMeterFactory meters)
    {
        var seconds = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15] };
        _meter = meters.Create(MeterName);
        _rows = _meter.CreateCounter<long>("gad.ledger.rows", "{row}",
            "Rows by result: written, repeated, conflict, refused (PostGIS will not take the values), failed (it was away too long), overflow (no room).");
        _retries = _meter.CreateCounter<long>("gad.ledger.retries", "{commit}", "Commits that failed and were tried again.");
        _commit = _meter.CreateHistogram("gad.ledger.commit.duration", "s", "One commit, from its start to its end.", null, seconds);
        _wait = _meter.CreateHistogram("gad.ledger.entry.duration", "s", "From an entry's arrival until it is durable.", null, seconds);
        _batch = _meter.CreateHistogram("gad.ledger.commit.size", "{row}", "Rows of one commit.", null,
            new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 20_000] });
    }

    internal void Watch(Func<long> queued) => _meter.CreateObservableGauge("gad.ledger.queued", queued, "{row}", "Rows that wait or are being written.");

    public void Rows(string result, int count)
    {
        if (count > 0)
        {
            _rows.Add(count, new KeyValuePair<string, object?>("result", result));
        }
    }

    public void Retried() => _retries.Add(1);

    public void Committed(TimeSpan took, int rows)
    {
        _commit.Record(took.TotalSeconds);
        _batch.Record(rows);
    }

    public void Durable(TimeSpan after) => _wait.Record(after.TotalSeconds);
}
