using System.Collections.Immutable;

namespace GrupoGad.Commands;

/// <summary>When a command may be withdrawn or waived. Pure.</summary>
public static class ClosingRules
{
    public static CloseAnswer? Refuses(CommandState state, ClosedHow how) => (how, state.Closing?.How) switch
    {
        (_, ClosedHow.Withdrawn) => how == ClosedHow.Withdrawn
            ? new CloseAnswer { Outcome = CloseOutcome.Unchanged }
            : new CloseAnswer { Outcome = CloseOutcome.Invalid, Rule = "it was withdrawn" },
        (ClosedHow.Withdrawn, _) when Withdrawable(state).IsEmpty && !AwaitsPerson(state) => new CloseAnswer { Outcome = CloseOutcome.Invalid, Rule = "everybody has finished it" },
        (ClosedHow.Waived, ClosedHow.Waived) => new CloseAnswer { Outcome = CloseOutcome.Unchanged },
        (ClosedHow.Waived, _) when state.Ladders.Owing + state.Ladders.ByStep[(int)LadderStep.Expired] == 0 && !AwaitsPerson(state) =>
            new CloseAnswer { Outcome = CloseOutcome.Invalid, Rule = "everybody has answered" },
        _ => null,
    };

    /// <summary>
    /// True when a recipient accepted an order and cannot carry it out. The order stands at the desk until a person closes it, though all have answered.
    /// </summary>
    public static bool AwaitsPerson(CommandState state) => state.Offer.Kind == CommandKind.Order && state.Ladders.ByStep[(int)LadderStep.Unable] > 0
        && state.Closing?.How is (null or ClosedHow.Settled);

    /// <summary>Recipients that owe an answer.</summary>
    public static ImmutableArray<string> Owing(CommandState state) =>
        [.. state.Ladders.All.Where(ladder => LadderRules.Owes(ladder.Value.Step, state.Offer.Kind)).Select(ladder => ladder.Key)];

    /// <summary>Recipients that need not answer when an efectivo leaves its operation: the efectivo, and its replacements that have not answered.</summary>
    public static ImmutableArray<string> LetGo(CommandState state, string efectivoId) => state.Status != CommandStatus.Open
        ? []
        : [.. state.Ladders.All.Where(ladder => (ladder.Key == efectivoId || ladder.Value.EscalatedFor == efectivoId) && LadderRules.Owes(ladder.Value.Step, state.Offer.Kind))
            .Select(ladder => ladder.Key)];

    /// <summary>Recipients that have not finished it.</summary>
    public static ImmutableArray<string> Withdrawable(CommandState state) =>
        [.. state.Ladders.All.Where(ladder => !LadderRules.IsFinished(ladder.Value.Step, state.Offer.Kind)).Select(ladder => ladder.Key)];
}
