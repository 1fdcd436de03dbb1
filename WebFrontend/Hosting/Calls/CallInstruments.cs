using System.Diagnostics.Metrics;

namespace GrupoGad.WebFrontend.Hosting.Calls;

/// <summary>Outcomes of calls whose silo did not answer.</summary>
internal sealed class CallInstruments
{
    private readonly Counter<long> _repeated;
    private readonly Counter<long> _givenUp;

    public CallInstruments(IMeterFactory meters)
    {
        var meter = meters.Create("GrupoGad.WebFrontend.Calls");
        _repeated = meter.CreateCounter<long>("gad.calls.repeated", "{call}", "Calls of grains sent again with the same ids, by cause: lost (a silo was), late (no answer in time), refused (the cluster is rearranging itself).");
        _givenUp = meter.CreateCounter<long>("gad.calls.given_up", "{call}", "Calls of grains whose callers were told to try again, by the last cause.");
    }

    public void Repeated(string cause) => _repeated.Add(1, new KeyValuePair<string, object?>("cause", cause));

    public void GivenUp(string cause) => _givenUp.Add(1, new KeyValuePair<string, object?>("cause", cause));
}
