namespace GrupoGad.Commands;

/// <summary>Steps that a ladder allows: forward only, one answer, nothing after the end. Pure.</summary>
public static class LadderRules
{
    /// <summary>Times that differ by less count as equal.</summary>
    private static readonly TimeSpan SaidWithin = TimeSpan.FromSeconds(1);

    /// <summary>The recipient still has to answer, or to see a notice.</summary>
    public static bool Owes(LadderStep step, CommandKind kind) =>
        step < (kind == CommandKind.Notice ? LadderStep.Seen : LadderStep.Accepted);

    /// <summary>Nothing can be taken back any more.</summary>
    public static bool IsFinished(LadderStep step, CommandKind kind) =>
        step is LadderStep.Refused or LadderStep.Done || IsFinal(step) || kind == CommandKind.Notice && step == LadderStep.Seen;

    public static bool IsFinal(LadderStep step) => step is LadderStep.Expired or LadderStep.Withdrawn or LadderStep.Unable;

    /// <summary>It stands beside the ladder, and moves it nowhere.</summary>
    public static bool IsMark(LadderStep step) => step is LadderStep.Escalated or LadderStep.NextTold;

    /// <summary>The time of a step: the device's time, but not in the future and not before the step that it follows.</summary>
    /// <param name="isOwn">The recipient's own device reports the step. For a person who speaks for it the server's clock counts.</param>
    public static (DateTime At, DateTime? Said) When(LadderState ladder, DateTime said, bool isOwn, DateTime now)
    {
        var at = isOwn && said < now ? said : now;
        at = at < ladder.At ? ladder.At : at;
        return (at, (said - at).Duration() > SaidWithin ? said : null);
    }

    /// <summary>Judges a step that a recipient's side reports; <see cref="StepOutcome.Recorded"/> means: write it, then <see cref="Apply"/>.</summary>
    /// <param name="deadlinePassed">By our clock, which counts whether or not the expiry is written already.</param>
    /// <param name="isOver">Its operation is closed: no answer is needed any more.</param>
    /// <param name="isWithdrawn">The command was, from all of its recipients.</param>
    public static (StepOutcome Outcome, string Rule) Decide(
        LadderState ladder, LadderStep wanted, CommandKind kind, bool deadlinePassed, bool isOver = false, bool isWithdrawn = true) => ladder.Step switch
    {
        LadderStep.Withdrawn when isOver => (StepOutcome.OperationClosed, "the operation is closed"),
        LadderStep.Withdrawn when !isWithdrawn => (StepOutcome.Released, "it was released from the operation"),
        LadderStep.Withdrawn => (StepOutcome.Withdrawn, "the command was withdrawn"),
        LadderStep.Expired => (StepOutcome.Expired, "the deadline has passed"),
        _ when !LadderSteps.IsSayable(wanted) => (StepOutcome.IllegalStep, "a recipient says delivered, seen, accepted, refused, enRoute, onScene, done or unable"),
        _ when kind == CommandKind.Notice && wanted > LadderStep.Seen => (StepOutcome.IllegalStep, "a notice is seen, not answered"),
        var stands when stands == wanted => (StepOutcome.Repeated, ""),
        LadderStep.Unable => wanted < LadderStep.Done ? (StepOutcome.Repeated, "") : (StepOutcome.IllegalStep, "it said that it is unable"),
        var stands when isOver && Owes(stands, kind) => (StepOutcome.OperationClosed, "the operation is closed"),
        var stands when deadlinePassed && Owes(stands, kind) => (StepOutcome.Expired, "the deadline has passed"),
        LadderStep.Refused => wanted < LadderStep.Accepted
            ? (StepOutcome.Repeated, "")
            : (StepOutcome.IllegalStep, "it was refused"),
        var stands when wanted == LadderStep.Refused && stands > LadderStep.Refused || (stands, wanted) is (LadderStep.Accepted, LadderStep.Refused) =>
            (StepOutcome.IllegalStep, "it was accepted: who cannot any more says unable"),
        LadderStep.Done when wanted == LadderStep.Unable => (StepOutcome.IllegalStep, "it is done"),
        var stands when wanted > LadderStep.Refused && stands < LadderStep.Accepted => (StepOutcome.IllegalStep, "it has to be accepted first"),
        var stands when wanted < stands => (StepOutcome.Repeated, ""),
        _ => (StepOutcome.Recorded, ""),
    };

    /// <summary>Whether a hand-over (Enqueued, Sent) is news.</summary>
    public static bool Passes(LadderState ladder, LadderStep step) => step is LadderStep.Enqueued or LadderStep.Sent && ladder.Step < step;

    /// <summary>The ladder after a step that is written.</summary>
    public static LadderState Apply(LadderState ladder, LadderStep step, DateTime at = default)
    {
        ladder = at > ladder.At ? ladder with { At = at } : ladder;
        return IsMark(step) ? ladder with { Escalated = true, NextTold = ladder.NextTold || step == LadderStep.NextTold } : step > ladder.Step ? ladder with { Step = step } : ladder;
    }
}
