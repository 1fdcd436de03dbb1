namespace GrupoGad.Fences;

/// <summary>What a plan must be.</summary>
public static class FencePlanRules
{
    /// <summary>The first rule it breaks, as a refusal; null when it breaks none.</summary>
    public static FenceAnswer? Refuses(FencePlan plan) =>
        plan.Name is not { Length: >= 1 and <= 200 } ? Wrong("name", plan.Name, "a name has 1 to 200 characters")
        : null;

    private static FenceAnswer Wrong(string field, string? value, string rule) =>
        new() { Outcome = FenceOutcome.Invalid, Field = field, Value = value ?? "", Rule = rule };
}
