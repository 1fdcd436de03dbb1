using GrupoGad.Efectivos;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>Sums up what became of a batch, for its sender.</summary>
public static class Acks
{
    /// <summary>Adds the outcome of a report that its grain judged.</summary>
    public static void Add(this Wire.PositionAck ack, int index, ReportOutcome outcome, in PositionReport report)
    {
        if (!Outcomes.IsAccepted(outcome))
        {
            ack.Add(index, Outcomes.Explain(outcome, report));
            return;
        }
        ack.Accepted++;
        ack.AcceptedAsHistory += outcome == ReportOutcome.AcceptedAsHistory ? 1u : 0u;
    }

    /// <summary>Adds a report that is refused.</summary>
    public static void Add(this Wire.PositionAck ack, int index, in Refusal refusal) => ack.Refused.Add(new Wire.Refusal
    {
        Index = (uint)index,
        Outcome = (Wire.ReportOutcome)refusal.Outcome,
        Field = refusal.Field,
        Value = refusal.Value,
        Rule = refusal.Rule,
    });
}
