using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Ingest;

namespace GrupoGad.WebFrontend.Efectivos;

/// <summary>The refusal of an efectivo's device: its reports are not kept, so its place does not move.</summary>
/// <param name="Outcome">Why the last report was refused.</param>
/// <param name="Field">At fault.</param>
/// <param name="Value">As it was sent.</param>
/// <param name="Rule">The rule that the value breaks.</param>
/// <param name="Since">Since when every report is refused, UTC.</param>
/// <param name="LastAt">When the last one was refused, UTC.</param>
/// <param name="Count">Reports refused since.</param>
public sealed record RefusedDeviceResource(ReportOutcome Outcome, string Field, string Value, string Rule, DateTime Since, DateTime LastAt, long Count)
{
    public static RefusedDeviceResource? Of(DeviceRefusal? refusal) => refusal is null ? null : new(
        refusal.Outcome, refusal.Field.Length > 0 ? refusal.Field : Outcomes.FieldOf(refusal.Outcome), refusal.Value, Outcomes.RuleOf(refusal.Outcome),
        refusal.Since, refusal.LastAt, refusal.Count);
}
