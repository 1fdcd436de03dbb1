using System.Globalization;

namespace GrupoGad.Operations;

/// <summary>What operations say to people by themselves: Spanish, then English.</summary>
internal static class OperationTexts
{
    public static string Proposal(string id, OperationPlan plan) => string.Create(CultureInfo.InvariantCulture,
        $"Operativo {id}: {plan.Title}. Inicio previsto {plan.PlannedStart:yyyy-MM-dd HH:mm} UTC. ¿Acepta? / Operation {id}. Planned start {plan.PlannedStart:yyyy-MM-dd HH:mm} UTC. Do you accept?");

    public static string Reminder(string id, OperationPlan plan) => string.Create(CultureInfo.InvariantCulture,
        $"Recordatorio: el operativo {id} ({plan.Title}) comienza el {plan.PlannedStart:yyyy-MM-dd} a las {plan.PlannedStart:HH:mm} UTC. / Reminder: operation {id} starts on {plan.PlannedStart:yyyy-MM-dd} at {plan.PlannedStart:HH:mm} UTC.");
}
