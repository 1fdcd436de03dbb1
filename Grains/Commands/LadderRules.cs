namespace GrupoGad.Commands;

/// <summary>What a ladder allows: forward only, one answer, nothing after the end. Pure.</summary>
public static class LadderRules
{
    /// <summary>Something is owed yet: an answer, or of a notice that it is seen.</summary>
    public static bool Owes(LadderStep step, CommandKind kind) =>
        step < (kind == CommandKind.Notice ? LadderStep.Seen : LadderStep.Accepted);

    /// <summary>Nothing can be taken back any more.</summary>
    public static bool IsFinished(LadderStep step, CommandKind kind) =>
        step is LadderStep.Refused or LadderStep.Done || IsFinal(step) || kind == CommandKind.Notice && step == LadderStep.Seen;

    public static bool IsFinal(LadderStep step) => step is LadderStep.Expired or LadderStep.Withdrawn;

    /// <summary>What a recipient's side may say.</summary>
    public static bool IsSayable(LadderStep step) => step is >= LadderStep.Delivered and <= LadderStep.Done;

    /// <summary>Judges a step that a recipient's side says; <see cref="StepOutcome.Recorded"/> means: write it, then <see cref="Apply"/>.</summary>
    /// <param name="deadlinePassed">By our clock, which counts whether or not the expiry is written already.</param>
    public static (StepOutcome Outcome, string Rule) Decide(LadderState ladder, LadderStep wanted, CommandKind kind, bool deadlinePassed) => ladder.Step switch
    {
        LadderStep.Withdrawn => (StepOutcome.Withdrawn, "the command was withdrawn"),
        LadderStep.Expired => (StepOutcome.Expired, "the deadline has passed"),
        _ when !IsSayable(wanted) => (StepOutcome.IllegalStep, "a recipient says delivered, seen, accepted, refused, enRoute, onScene or done"),
        _ when kind == CommandKind.Notice && wanted > LadderStep.Seen => (StepOutcome.IllegalStep, "a notice is seen, not answered"),
        var stands when stands == wanted => (StepOutcome.Repeated, ""),
        var stands when deadlinePassed && Owes(stands, kind) => (StepOutcome.Expired, "the deadline has passed"),
        LadderStep.Refused => wanted < LadderStep.Accepted
            ? (StepOutcome.Repeated, "")
            : (StepOutcome.IllegalStep, "it was refused"),
        var stands when wanted == LadderStep.Refused && stands > LadderStep.Refused || (stands, wanted) is (LadderStep.Accepted, LadderStep.Refused) =>
            (StepOutcome.IllegalStep, "it was accepted"),
        var stands when wanted > LadderStep.Refused && stands < LadderStep.Accepted => (StepOutcome.IllegalStep, "it has to be accepted first"),
        var stands when wanted < stands => (StepOutcome.Repeated, ""),
        _ => (StepOutcome.Recorded, ""),
    };

    /// <summary>Whether a hand-over (Enqueued, Sent) is news.</summary>
    public static bool Passes(LadderState ladder, LadderStep step) => step is LadderStep.Enqueued or LadderStep.Sent && ladder.Step < step;

    /// <summary>The ladder after a step that is written.</summary>
    public static LadderState Apply(LadderState ladder, LadderStep step) => step == LadderStep.Escalated
        ? ladder with { Escalated = true }
        : step > ladder.Step ? ladder with { Step = step } : ladder;
}
