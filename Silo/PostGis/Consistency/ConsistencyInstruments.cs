using System.Diagnostics.Metrics;

namespace GrupoGad.Silo.PostGis.Consistency;

/// <summary>Meters of the truth check. One tag value a kind of question.</summary>
public sealed class ConsistencyInstruments
{
    private readonly Counter<long> _compared;
    private readonly Counter<long> _differences;
    private readonly Counter<long> _unsettled;

    public ConsistencyInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(PostGisMeter.Name);
        _compared = meter.CreateCounter<long>("gad.consistency.compared", "{answer}", "Live answers compared with PostGIS on the same fixes.");
        _differences = meter.CreateCounter<long>("gad.consistency.differences", "{answer}", "Of those, different ones. Target 0.");
        _unsettled = meter.CreateCounter<long>("gad.consistency.unsettled", "{answer}", "Could not be compared: those it was about moved on at every try.");
    }

    internal void Compared(string question, Verdict verdict)
    {
        var tag = new KeyValuePair<string, object?>("question", question);
        if (verdict == Verdict.Unsettled)
        {
            _unsettled.Add(1, tag);
            return;
        }
        _compared.Add(1, tag);
        // From the first comparison on the series is there, with 0.
        _differences.Add(verdict == Verdict.Different ? 1 : 0, tag);
    }
}
