namespace GrupoGad.Commands;

/// <summary>Which steps are whose to say, at every door the same. Pure.</summary>
public static class LadderSteps
{
    /// <summary>What a recipient's side may say.</summary>
    public static bool IsSayable(LadderStep step) => step is >= LadderStep.Delivered and <= LadderStep.Done or LadderStep.Unable;

    /// <summary>What the person says itself, and who speaks for it may say: nobody else knows what came to its device and what was in front of it.</summary>
    public static bool IsSpoken(LadderStep step) => IsSayable(step) && step >= LadderStep.Accepted;

    /// <summary>Needs a reason.</summary>
    public static bool NeedsReason(LadderStep step) => step is LadderStep.Refused or LadderStep.Unable;
}
