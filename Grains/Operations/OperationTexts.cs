using System.Globalization;

namespace GrupoGad.Operations;

/// <summary>
/// Texts that operations send to people by themselves, in Spanish as all orders are. Times are instants: a client shows them by its own clock.
/// </summary>
internal static class OperationTexts
{
    public static string Proposal(string id, OperationPlan plan) => $"Operativo {id}: {plan.Title}. Inicio previsto {Instant(plan.PlannedStart)}. ¿Acepta?";

    public static string Reminder(string id, OperationPlan plan) => $"Recordatorio: el operativo {id} ({plan.Title}) comienza {Instant(plan.PlannedStart)}.";

    private static string Instant(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
}
