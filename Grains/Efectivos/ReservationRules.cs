using System.Collections.Immutable;

namespace GrupoGad.Efectivos;

/// <summary>Who has an efectivo, as pure functions: <c>hold, request → answer, hold</c>. The very same hold back means that nothing is to be written.</summary>
public static class ReservationRules
{
    /// <summary>Assignments over, remembered: a reservation of one that arrives late must not hold the efectivo for nobody.</summary>
    public const int OverMax = 16;

    public static (ReserveAnswer Answer, Hold Hold) Reserve(Hold hold, string operationId, string assignmentId) =>
        hold.Reservation is { } held
            ? (held.AssignmentId == assignmentId ? Answer(ReserveOutcome.Reserved, held, "")
                : Answer(ReserveOutcome.HeldByOther, held, $"operation {held.OperationId} has it"), hold)
        : hold.Over.Contains(assignmentId) ? (Answer(ReserveOutcome.NotAvailable, null, "this assignment was released"), hold)
        : hold.Availability != Availability.Available
            ? (Answer(ReserveOutcome.NotAvailable, null, $"an efectivo is reserved when it is Available; it is {hold.Availability}"), hold)
        : Take(hold, new Reservation { OperationId = operationId, AssignmentId = assignmentId });

    public static (bool Held, Hold Hold) Engage(Hold hold, string assignmentId) =>
        hold.Reservation is not { } held || held.AssignmentId != assignmentId ? (false, hold)
        : held.Engaged ? (true, hold)
        : (true, hold with { Reservation = held with { Engaged = true }, Availability = Availability.OnTask });

    public static Hold Release(Hold hold, string assignmentId) =>
        hold.Reservation?.AssignmentId == assignmentId
            ? new Hold(hold.Availability == Availability.OnTask ? Availability.Available : hold.Availability, null, Remember(hold.Over, assignmentId))
        // Released before its reservation came, if that is still on its way: it comes too late then.
        : hold.Over.Contains(assignmentId) ? hold
        : hold with { Over = Remember(hold.Over, assignmentId) };

    /// <summary>The rule by which a reservation forbids an availability that a person asks for; null: it does not.</summary>
    public static string? Refuses(Reservation? held, Availability to) =>
        held is null || to == (held.Engaged ? Availability.OnTask : Availability.Available) ? null
        : held.Engaged ? $"an efectivo on task for operation {held.OperationId} is released by it first"
        : $"an efectivo reserved by operation {held.OperationId} is released by it first";

    private static (ReserveAnswer Answer, Hold Hold) Take(Hold hold, Reservation taken) =>
        (Answer(ReserveOutcome.Reserved, taken, ""), hold with { Reservation = taken });

    private static ImmutableArray<string> Remember(ImmutableArray<string> over, string assignmentId) =>
        over.Contains(assignmentId) ? over : [.. over.Skip(over.Length - (OverMax - 1)), assignmentId];

    private static ReserveAnswer Answer(ReserveOutcome outcome, Reservation? held, string rule) => new() { Outcome = outcome, Held = held, Rule = rule };
}
