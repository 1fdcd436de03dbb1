using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Hosting;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>A report that is not stored.</summary>
/// <param name="Refusal">Its field as the .proto writes it, e.g. <c>device_time</c>.</param>
public sealed record RefusedReport(ReportOutcome Outcome, Refusal Refusal)
{
    public RefusedReport(ReportOutcome outcome, string field, string? value, string rule)
        : this(outcome, new Refusal(field, value, rule) { Code = StatusRules.CodeOf(outcome) })
    {
    }
}
