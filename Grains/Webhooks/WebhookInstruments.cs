using System.Diagnostics.Metrics;

namespace GrupoGad.Webhooks;

/// <summary>Meters of webhooks. Tags are bounded: never a code or an address.</summary>
public sealed class WebhookInstruments
{
    public const string MeterName = "GrupoGad.Webhooks";

    private readonly Counter<long> _requests;
    private readonly Counter<long> _delivered;
    private readonly Counter<long> _dead;
    private readonly Histogram<double> _age;

    public WebhookInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("gad.webhooks.requests", "{request}", "Requests made, by what came of them.");
        _delivered = meter.CreateCounter<long>("gad.webhooks.delivered", "{event}", "Events that a server has taken.");
        _dead = meter.CreateCounter<long>("gad.webhooks.dead_letters", "{event}", "Events put aside because they could not be delivered.");
        _age = meter.CreateHistogram<double>("gad.webhooks.age", "s", "From an event's becoming known to its being taken.");
    }

    public void Requested(PostOutcome outcome) => _requests.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    public void Delivered(int events, TimeSpan oldest)
    {
        _delivered.Add(events);
        _age.Record(oldest.TotalSeconds);
    }

    public void Dead(int events) => _dead.Add(events);
}
