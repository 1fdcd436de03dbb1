namespace GrupoGad.Commands;

/// <summary>Says which side may report which step. The rule is the same at every endpoint. Pure.</summary>
public static class LadderSteps
{
    /// <summary>The steps that a recipient's side may report.</summary>
    public static bool IsSayable(LadderStep step) => step is >= LadderStep.Delivered and <= LadderStep.Done or LadderStep.Unable;

    /// <summary>
    /// The steps that the recipient, or a person who speaks for it, may report. Only the recipient's device may report the others, because no one else knows
    /// what the device received and showed.
    /// </summary>
    public static bool IsSpoken(LadderStep step) => IsSayable(step) && step >= LadderStep.Accepted;

    /// <summary>Needs a reason.</summary>
    public static bool NeedsReason(LadderStep step) => step is LadderStep.Refused or LadderStep.Unable;
}
