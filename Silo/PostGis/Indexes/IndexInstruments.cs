using System.Diagnostics.Metrics;

namespace GrupoGad.Silo.PostGis.Indexes;

/// <summary>Meters of indexes and tables. Tags are names of the declared list.</summary>
public sealed class IndexInstruments
{
    private volatile IndexVerdict _verdict = IndexVerdict.Good;
    private volatile IReadOnlyList<IndexUse> _uses = [];
    private volatile IReadOnlyList<TableUse> _tables = [];

    public IndexInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(PostGisMeter.Name);
        meter.CreateObservableGauge("gad.postgis.index.faults", Faults, "{index}", "Declared indexes by fault: missing, invalid, different; and undeclared ones.");
        meter.CreateObservableCounter("gad.postgis.index.scans", () => ByIndex(use => use.Scans), "{scan}", "Scans since the server's statistics began.");
        meter.CreateObservableGauge("gad.postgis.index.size", () => ByIndex(use => use.SizeBytes), "By", "Size on disk, all partitions.");
        meter.CreateObservableGauge("gad.postgis.index.bloat", () => ByIndexKnown(use => use.Bloat), "1", "Share of a B-tree that a fresh one would not need, estimated.");
        meter.CreateObservableGauge("gad.postgis.index.unused", () => _uses.Count(use => use.Scans == 0), "{index}", "Declared indexes without a scan since the server's statistics began.");
        meter.CreateObservableGauge("gad.postgis.table.index_scan_ratio", () => ByTable(use => use.IndexScanRatio), "1", "Scans by an index among all scans.");
        meter.CreateObservableGauge("gad.postgis.table.hot_ratio", () => ByTable(use => use.HotRatio), "1", "Updates that touched no index among all updates.");
    }

    internal void Judged(IndexVerdict verdict) => _verdict = verdict;

    internal void Measured(IReadOnlyList<IndexUse> uses, IReadOnlyList<TableUse> tables) => (_uses, _tables) = (uses, tables);

    private IEnumerable<Measurement<int>> Faults() =>
    [
        Of(_verdict.Missing.Count, "fault", "missing"), Of(_verdict.Invalid.Count, "fault", "invalid"),
        Of(_verdict.Different.Count, "fault", "different"), Of(_verdict.Undeclared.Count, "fault", "undeclared"),
    ];

    private IEnumerable<Measurement<long>> ByIndex(Func<IndexUse, long> value) => _uses.Select(use => Of(value(use), "index", use.Name));

    private IEnumerable<Measurement<double>> ByIndexKnown(Func<IndexUse, double?> value) =>
        _uses.Where(use => value(use) is not null).Select(use => Of(value(use)!.Value, "index", use.Name));

    private IEnumerable<Measurement<double>> ByTable(Func<TableUse, double?> value) =>
        _tables.Where(use => value(use) is not null).Select(use => Of(value(use)!.Value, "table", use.Name));

    private static Measurement<T> Of<T>(T value, string tag, string name) where T : struct => new(value, new KeyValuePair<string, object?>(tag, name));
}
