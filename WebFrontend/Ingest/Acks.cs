using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>Sums up what became of a batch, for its sender.</summary>
public static class Acks
{
    /// <summary>Adds a report that is stored.</summary>
    public static void Add(this Wire.PositionAck ack, ReportOutcome outcome)
    {
        ack.Accepted++;
        ack.AcceptedAsHistory += outcome == ReportOutcome.AcceptedAsHistory ? 1u : 0u;
    }

    /// <summary>Adds what a report is kept without.</summary>
    public static void Add(this Wire.PositionAck ack, int index, List<Refusal> leftOut)
    {
        foreach (var one in leftOut)
        {
            ack.LeftOut.Add(new Wire.LeftOut { Index = (uint)index, Field = one.Field, Value = one.Value ?? "", Rule = one.Rule });
        }
    }

    /// <summary>Adds a report that is refused.</summary>
    public static void Add(this Wire.PositionAck ack, int index, RefusedReport report) => ack.Refused.Add(new Wire.Refusal
    {
        Index = (uint)index,
        Outcome = (Wire.ReportOutcome)report.Outcome,
        Field = report.Refusal.Field,
        Value = report.Refusal.Value ?? "",
        Rule = report.Refusal.Rule,
    });
}
