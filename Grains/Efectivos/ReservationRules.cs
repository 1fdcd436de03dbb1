using System.Collections.Immutable;

namespace GrupoGad.Efectivos;

/// <summary>Who has an efectivo, as pure functions: <c>state, request → state</c>. The same state means that nothing is to be written.</summary>
public static class ReservationRules
{
    /// <summary>Assignments over, remembered: a reservation of one that arrives late must not hold the efectivo for nobody.</summary>
    public const int OverMax = 16;

    /// <summary>Null when the reservation is free to be taken; else the answer that needs no write.</summary>
    public static ReserveAnswer? Settles(bool registered, Availability availability, Reservation? held, ImmutableArray<string> over, string assignmentId) =>
        !registered ? Answer(ReserveOutcome.UnknownEfectivo, null, "no such efectivo is registered")
        : held?.AssignmentId == assignmentId ? Answer(ReserveOutcome.Reserved, held, "")
        : held is not null ? Answer(ReserveOutcome.HeldByOther, held, $"operation {held.OperationId} has it")
        : over.Contains(assignmentId) ? Answer(ReserveOutcome.NotAvailable, null, "this assignment was released")
        : availability != Availability.Available ? Answer(ReserveOutcome.NotAvailable, null, $"an efectivo is reserved when it is Available; it is {availability}")
        : null;

    /// <summary>Remembers an assignment as over.</summary>
    public static ImmutableArray<string> Over(ImmutableArray<string> over, string assignmentId) =>
        over.Contains(assignmentId) ? over : [.. over.Skip(over.Length - (OverMax - 1)), assignmentId];

    /// <summary>The rule by which a reservation forbids an availability that a person asks for; null: it does not.</summary>
    public static string? Refuses(Reservation? held, Availability to) =>
        held is null || to == (held.Engaged ? Availability.OnTask : Availability.Available) ? null
        : held.Engaged ? $"an efectivo on task for operation {held.OperationId} is released by it first"
        : $"an efectivo reserved by operation {held.OperationId} is released by it first";

    public static ReserveAnswer Answer(ReserveOutcome outcome, Reservation? held, string rule) => new() { Outcome = outcome, Held = held, Rule = rule };
}
