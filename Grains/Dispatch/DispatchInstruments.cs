using System.Diagnostics.Metrics;

namespace GrupoGad.Dispatch;

/// <summary>Meters of dispatch. Tags are bounded: never a code.</summary>
public sealed class DispatchInstruments
{
    public const string MeterName = "GrupoGad.Dispatch";

    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _considered;
    private readonly Counter<long> _unchecked;
    private readonly Histogram<double> _saved;

    public DispatchInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("gad.dispatch.requests", "{request}", "Requests to dispatch, by kind and outcome.");
        _duration = meter.CreateHistogram<double>("gad.dispatch.duration", "s", "How long a recommendation or joint plan took, by kind.");
        _considered = meter.CreateHistogram<int>("gad.dispatch.considered", "{efectivo}", "Efectivos looked at for one request, by kind.");
        _unchecked = meter.CreateCounter<long>("gad.dispatch.unchecked", "{question}", "What could not be asked and so did not count, by what.");
        _saved = meter.CreateHistogram<double>("gad.dispatch.saved", "s", "By how much a joint plan was better than one operation after the other.");
    }

    public void Requested(string kind, DispatchOutcome outcome) => _requests.Add(
        1, new KeyValuePair<string, object?>("kind", kind), new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    public void Took(string kind, TimeSpan duration, int considered)
    {
        var tag = new KeyValuePair<string, object?>("kind", kind);
        _duration.Record(duration.TotalSeconds, tag);
        _considered.Record(considered, tag);
    }

    public void NotChecked(string what) => _unchecked.Add(1, new KeyValuePair<string, object?>("what", what));

    public void Saved(double seconds) => _saved.Record(seconds);
}
