using System.Diagnostics.Metrics;

namespace GrupoGad.Silo.PostGis.Journal;

/// <summary>Meters of the journal. Tags are bounded.</summary>
public sealed class JournalInstruments
{
    public const string MeterName = "GrupoGad.Journal";

    /// <summary>The driver counts statements under way, but no COPY among them.</summary>
    public const string CopyingName = "gad.journal.copying";

    private readonly Counter<long> _rows;
    private readonly Histogram<double> _flush;
    private readonly UpDownCounter<int> _copying;
    private readonly Meter _meter;

    public JournalInstruments(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _copying = _meter.CreateUpDownCounter<int>(CopyingName, "{copy}", "COPYs under way.");
        _rows = _meter.CreateCounter<long>("gad.journal.rows", "{row}",
            "Rows by result: written, repeated, conflict, refused (PostGIS will not take the values), overflow (no room), spilled, replayed, lost (spilled, but another report of that instant was stored).");
        _flush = _meter.CreateHistogram<double>("gad.journal.flush.duration", "s", "One flush, from its start to its commit or fsync.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] });
    }

    /// <summary>Gauges read from the journal when they are asked for.</summary>
    internal void Watch(Func<double> lagS, Func<long> buffered, Func<long> spilledBytes, Func<bool> degraded)
    {
        _meter.CreateObservableGauge("gad.journal.lag", lagS, "s", "Age of the oldest row that is not durable yet.");
        _meter.CreateObservableGauge("gad.journal.buffered", buffered, "{row}", "Rows in memory.");
        _meter.CreateObservableGauge("gad.journal.spilled", spilledBytes, "By", "Spill files that wait for the catch-up.");
        _meter.CreateObservableGauge("gad.journal.degraded", () => degraded() ? 1 : 0, "1", "1 while rows go to the spill file.");
    }

    public void Rows(string result, int count)
    {
        if (count > 0)
        {
            _rows.Add(count, new KeyValuePair<string, object?>("result", result));
        }
    }

    public void Flushed(TimeSpan took) => _flush.Record(took.TotalSeconds);

    /// <summary>A COPY has begun (1) or ended (-1).</summary>
    /// <param name="pool">Name of its data source.</param>
    public void Copying(string pool, int by) => _copying.Add(by, new KeyValuePair<string, object?>("pool", pool));
}
