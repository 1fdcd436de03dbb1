namespace GrupoGad.Faults;

/// <summary>
/// Every place where a test can make a process die: those of operations, in the order of the exchange in the README of <c>Grains/Operations</c>, and those of
/// fences.
/// </summary>
public static class FaultPoints
{
    public const string CommanderBooked = "commander.booked";
    public const string PlanBooked = "plan.booked";
    public const string PlanStored = "plan.stored";
    public const string HoldsIntended = "holds.intended";
    public const string EfectivoRetimed = "efectivo.retimed";
    public const string HoldsWidened = "holds.widened";
    public const string HoldsSettled = "holds.settled";
    public const string AssignIntended = "assign.intended";
    public const string EfectivoReserved = "efectivo.reserved";
    public const string AssignReserved = "assign.reserved";
    public const string AssignHeld = "assign.held";
    public const string AssignProposed = "assign.proposed";
    public const string StepStored = "step.stored";
    public const string EfectivoEngaged = "efectivo.engaged";
    public const string AssignEngaged = "assign.engaged";
    public const string CloseStored = "close.stored";
    public const string EfectivoReleased = "efectivo.released";
    public const string AssignReleased = "assign.released";

    /// <summary>A fence event is durable, and no notice of it was sent.</summary>
    public const string FenceStored = "fence.stored";

    /// <summary>Its command is issued; its operation does not know of it.</summary>
    public const string FenceCommanded = "fence.commanded";

    /// <summary>It is in the timeline, too; the store still says that something follows from it.</summary>
    public const string FenceNoted = "fence.noted";

    public static IReadOnlyList<string> Fences { get; } = [FenceStored, FenceCommanded, FenceNoted];

    /// <summary>Those of operations.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        CommanderBooked, PlanBooked, PlanStored, HoldsIntended, EfectivoRetimed, HoldsWidened, HoldsSettled, AssignIntended, EfectivoReserved, AssignReserved, AssignHeld, AssignProposed,
        StepStored, EfectivoEngaged, AssignEngaged, CloseStored, EfectivoReleased, AssignReleased,
    ];
}
