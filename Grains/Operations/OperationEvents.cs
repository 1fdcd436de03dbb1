namespace GrupoGad.Operations;

/// <summary>A change of an operation. Rules decide the change, and <see cref="OperationRules"/> applies it.</summary>
public abstract record OperationEvent;

public sealed record Planned(OperationPlan Plan, Booking? Booking, DateTime? RemindAt) : OperationEvent;

public sealed record StatusChanged(OperationStatus To, Booking? Booking = null) : OperationEvent;

/// <summary>Meant to be asked: durable before its grain is.</summary>
/// <param name="Recommendation">Of dispatch, that it follows; empty: none.</param>
public sealed record AssignmentOpened(string EfectivoId, string AssignmentId, string RequestId, string Recommendation = "") : OperationEvent
{
    /// <summary>The rules that a supervisor overruled; empty: none.</summary>
    public string Overruled { get; init; } = "";

    public string Why { get; init; } = "";
}

/// <summary>Its grain agreed; the proposal goes out and is open until then.</summary>
public sealed record AssignmentHeld(string EfectivoId, DateTime Until) : OperationEvent;

/// <summary>Its grain refused the reservation.</summary>
/// <param name="Owed">A release, when an earlier call may still be on its way and would hold the efectivo for no operation.</param>
public sealed record AssignmentDenied(string EfectivoId, AssignOutcome Outcome, string Rule, PendingEffects Owed) : OperationEvent;

public sealed record AssignmentStepped(string EfectivoId, AssignmentStep To, PendingEffects Owed, string Reason) : OperationEvent;

/// <summary>The operation must send its people's grains again which time it holds of them.</summary>
/// <param name="IsMoving">Another time is asked of them first. If the activation dies meanwhile, the next one sends the held times again.</param>
public sealed record ReservationsPending(bool IsMoving) : OperationEvent;

/// <summary>Number of efectivos that the operation itself may ask; 0: none more.</summary>
public sealed record FillingAsked(int Count) : OperationEvent;

/// <summary>The time to remind has come.</summary>
public sealed record ReminderCame(string CommandId) : OperationEvent;

/// <summary>An effect was executed on the other side. Others see no change.</summary>
public sealed record EffectExecuted(string EfectivoId, string AssignmentId, PendingEffects Paid) : OperationEvent;

public sealed record BookingFreed(string Token) : OperationEvent;

public sealed record NoticeIssued : OperationEvent;

/// <summary>Its commands know that it is closed.</summary>
public sealed record CommandsEnded : OperationEvent;

/// <summary>A fence of the operation reported an event.</summary>
public sealed record FenceEventReceived(Fences.FenceEvent Event) : OperationEvent;

public sealed record RequestAnswered(AnsweredRequest Request) : OperationEvent;
