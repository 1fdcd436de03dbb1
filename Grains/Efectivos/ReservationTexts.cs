using System.Globalization;

namespace GrupoGad.Efectivos;

/// <summary>Names a reservation that stands in the way of another.</summary>
internal static class ReservationTexts
{
    public static string Busy(Reservation other) => other.Engaged ? $"operation {other.OperationId} has it"
        : other.To == DateTime.MaxValue ? string.Create(CultureInfo.InvariantCulture, $"operation {other.OperationId} has it from {other.From:yyyy-MM-dd HH:mm} UTC, and no end is known")
        : string.Create(CultureInfo.InvariantCulture, $"operation {other.OperationId} has it from {other.From:yyyy-MM-dd HH:mm} to {other.To:yyyy-MM-dd HH:mm} UTC");
}
