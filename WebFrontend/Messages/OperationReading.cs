using System.Diagnostics.CodeAnalysis;
using GrupoGad.Operations;
using GrupoGad.WebFrontend.Hosting;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Messages;

/// <summary>Turns what clients send of operations into messages of the domain, or says which value has no meaning.</summary>
internal static class OperationReading
{
    public static bool TryRead(
        Wire.OperationPlan? wire, [NotNullWhen(true)] out OperationPlan? plan, [NotNullWhen(false)] out Refusal? refusal)
    {
        var reading = new WireReading();
        if (wire is null)
        {
            (plan, refusal) = (null, new Refusal("plan", null, "present"));
            return false;
        }
        plan = new OperationPlan
        {
            Title = wire.Title,
            Description = wire.Description,
            Type = reading.Choice<OperationType>("plan.type", (int)wire.Type),
            Priority = reading.Choice<OperationPriority>("plan.priority", (int)wire.Priority),
            PlannedStart = reading.RequiredTime("plan.planned_start", wire.PlannedStart),
            PlannedEnd = reading.RequiredTime("plan.planned_end", wire.PlannedEnd),
            Point = reading.Point("plan.point", wire.Point),
            Area = reading.Points("plan.area", wire.Area),
            Commander = wire.Commander,
            Jurisdiction = wire.Jurisdiction,
            Notes = wire.Notes,
            Wanted = reading.Count("plan.wanted", wire.Wanted),
            WantedSkill = wire.WantedSkill,
        };
        refusal = reading.Refusal;
        return refusal is null;
    }
}
