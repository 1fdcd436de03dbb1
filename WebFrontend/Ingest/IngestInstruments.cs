using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Hosting;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>Counts the reports that enter through the endpoints, and their outcomes.</summary>
public sealed class IngestInstruments
{
    public const string MeterName = "GrupoGad.WebFrontend.Ingest";

    private static readonly string[] Doors = Names<ReportSource>();
    private static readonly string[] OptionalFields = ["accuracy_m", "speed_mps", "course_deg", "altitude_m", "battery"];
    private static readonly string[] Outcomes = Names<ReportOutcome>();

    private readonly Meter _meter;
    private readonly Counter<long> _reports;
    private readonly Counter<long> _overflow;
    private readonly Counter<long> _givenBack;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _withoutPosition;
    private readonly Counter<long> _leftOut;
    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _size;

    public IngestInstruments(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _reports = _meter.CreateCounter<long>("gad.ingest.reports", "{report}", "Reports judged, by door and outcome");
        _overflow = _meter.CreateCounter<long>("gad.ingest.queue.overflow", "{report}", "Reports given back because the queue was full");
        _givenBack = _meter.CreateCounter<long>("gad.ingest.given_back", "{report}", "Reports given back because their time was over before a silo answered");
        _retries = _meter.CreateCounter<long>("gad.ingest.batch.retries", "{call}", "Grain calls sent again");
        _withoutPosition = _meter.CreateCounter<long>("gad.ingest.without_position", "{message}", "Tracker messages that hold no position");
        _leftOut = _meter.CreateCounter<long>("gad.ingest.fields.left_out", "{field}", "Optional fields that made no sense: their reports are kept without them, by door and field");
        _duration = _meter.CreateHistogram<double>("gad.ingest.batch.duration", "s", "From the first sending of a batch to its answer");
        _size = _meter.CreateHistogram<int>("gad.ingest.batch.size", "{report}", "Reports in a batch");
    }

    public void Watch(Func<int> depth) =>
        _meter.CreateObservableGauge("gad.ingest.queue.depth", depth, "{report}", "Reports waiting for a batch");

    public void Overflowed(int reports) => _overflow.Add(reports);

    public void GivenBack(int reports) => _givenBack.Add(reports);

    public void Retried() => _retries.Add(1);

    public void WithoutPosition() => _withoutPosition.Add(1);

    public void LeftOut(ReportSource door, IReadOnlyList<Refusal> fields)
    {
        foreach (var field in fields)
        {
            // A member that we do not know has a name of its sender's making.
            var name = Array.IndexOf(OptionalFields, field.Field) >= 0 ? field.Field : "unknown";
            _leftOut.Add(1, new KeyValuePair<string, object?>("door", Doors[(int)door]), new KeyValuePair<string, object?>("field", name));
        }
    }

    public void Batch(int reports, TimeSpan duration)
    {
        _size.Record(reports);
        _duration.Record(duration.TotalSeconds);
    }

    /// <summary>A report refused by the endpoint itself.</summary>
    public void Refused(ReportSource door, ReportOutcome outcome) => Count(1, (int)door, (int)outcome);

    /// <summary>One measurement for each pair of endpoint and outcome in the batch, not one a report.</summary>
    public void Judged(ImmutableArray<PositionReport> reports, ImmutableArray<ReportOutcome> outcomes)
    {
        Span<int> counts = stackalloc int[Doors.Length * Outcomes.Length];
        for (var i = 0; i < reports.Length; i++)
        {
            counts[(int)reports[i].Source * Outcomes.Length + (int)outcomes[i]]++;
        }
        for (var pair = 0; pair < counts.Length; pair++)
        {
            if (counts[pair] > 0)
            {
                Count(counts[pair], pair / Outcomes.Length, pair % Outcomes.Length);
            }
        }
    }

    private void Count(long reports, int door, int outcome) =>
        _reports.Add(reports, new KeyValuePair<string, object?>("door", Doors[door]), new KeyValuePair<string, object?>("outcome", Outcomes[outcome]));

    private static string[] Names<TEnum>() where TEnum : struct, Enum
    {
        var last = Enum.GetValues<TEnum>().Max(value => Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture));
        return [.. Enumerable.Range(0, last + 1).Select(value => Enum.GetName(typeof(TEnum), value) ?? "none")];
    }
}
