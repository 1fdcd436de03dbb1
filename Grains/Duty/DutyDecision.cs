using System.Collections.Immutable;

namespace GrupoGad.Duty;

/// <summary>Decision on a request: its faults, or the state after it.</summary>
/// <param name="Next">Null: nothing is to be written.</param>
public sealed record DutyDecision(DutyOutcome Outcome, ImmutableArray<DutyFault> Faults, DutyState? Next = null)
{
    public static DutyDecision Unchanged { get; } = new(DutyOutcome.Unchanged, []);

    public static DutyDecision Done(DutyState next) => new(DutyOutcome.Done, [], next);

    public static DutyDecision Refused(ImmutableArray<DutyFault> faults) => new(faults[0].Outcome, faults);
}
