namespace GrupoGad.Commands;

/// <summary>Which steps are whose to say, at every door the same. Pure.</summary>
public static class LadderSteps
{
    /// <summary>The steps that a recipient's side may say.</summary>
    public static bool IsSayable(LadderStep step) => step is >= LadderStep.Delivered and <= LadderStep.Done or LadderStep.Unable;

    /// <summary>The steps that only the person itself, or a person who speaks for it, may say: nobody else knows what came to its device and what was in front of it.</summary>
    public static bool IsSpoken(LadderStep step) => IsSayable(step) && step >= LadderStep.Accepted;

    /// <summary>Needs a reason.</summary>
    public static bool NeedsReason(LadderStep step) => step is LadderStep.Refused or LadderStep.Unable;
}
