using System.Diagnostics.Metrics;

namespace GrupoGad.Silo.PostGis.Upkeep;

/// <summary>Meters of the upkeep. Tags are names of tasks and outcomes.</summary>
public sealed class UpkeepInstruments
{
    private readonly Histogram<double> _took;
    private readonly Counter<long> _lost;
    private volatile bool _leads;

    public UpkeepInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(PostGisMeter.Name);
        meter.CreateObservableGauge("gad.upkeep.leader", () => _leads ? 1 : 0, "{silo}", "1 on the silo that looks after the database.");
        _lost = meter.CreateCounter<long>("gad.upkeep.leader.lost", "{session}", "Sessions of a leader that ended while it led.");
        _took = meter.CreateHistogram<double>("gad.upkeep.run.duration", "s", "One run of a task, by outcome: done, failed, stopped.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1, 10, 60, 300, 1_800, 7_200] });
    }

    internal void Leads(bool leads) => _leads = leads;

    internal void Lost() => _lost.Add(1);

    internal void Ran(string task, string outcome, TimeSpan took) =>
        _took.Record(took.TotalSeconds, new KeyValuePair<string, object?>("task", task), new KeyValuePair<string, object?>("outcome", outcome));
}
