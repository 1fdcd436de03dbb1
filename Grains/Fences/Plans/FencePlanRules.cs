using GrupoGad.Commands;
using GrupoGad.Operations;
using GrupoGad.Texts;

namespace GrupoGad.Fences;

/// <summary>Validates a plan. Pure; it does not check whether the plan's operation or efectivo exists.</summary>
public static class FencePlanRules
{
    private const int NotesMax = 4_000;
    private const int ReactionTextMax = 1_800;

    /// <summary>The first rule it breaks, as a refusal; null when it breaks none.</summary>
    public static FenceAnswer? Refuses(FencePlan plan) =>
        !CommandRules.IsText(plan.Name, 1, 200) ? Wrong("name", plan.Name, TextLength.Rule("a name has 1 to 200 characters of valid text", plan.Name))
        : !CommandRules.IsText(plan.Notes, 0, NotesMax) ? Wrong("notes", "", TextLength.Rule($"notes have at most {NotesMax} characters of valid text", plan.Notes))
        : !CommandRules.IsText(plan.Jurisdiction, 0, 200) ? Wrong("jurisdiction", plan.Jurisdiction, TextLength.Rule("a jurisdiction has at most 200 characters of valid text", plan.Jurisdiction))
        : RefusesOwner(plan) ?? ShapeRules.Refuses(plan.Shape, plan.Owner.Kind) ?? ScheduleRules.Refuses(plan.Schedule)
            ?? RefusesFilter(plan.Filter) ?? WatchRules.Refuses(plan) ?? RefusesReaction(plan.Reaction);

    internal static FenceAnswer Wrong(string field, object? value, string rule, Geo.GeoPoint? fault = null) => new()
    {
        Outcome = FenceOutcome.Invalid, Field = field, Value = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}"), Rule = rule, Fault = fault,
    };

    private static FenceAnswer? RefusesOwner(FencePlan plan) => plan.Owner switch
    {
        { Kind: FenceOwnerKind.Standing, Code: "" } => null,
        { Kind: FenceOwnerKind.Standing } => Wrong("owner.code", plan.Owner.Code, "a standing fence has no owner"),
        { Kind: FenceOwnerKind.Operation, Code: { Length: <= 20 } code } when IsCode(code) => null,
        { Kind: FenceOwnerKind.Operation } => Wrong("owner.code", plan.Owner.Code, "an operation's code has 3 to 20 of A-Z, 0-9, - and _"),
        { Kind: FenceOwnerKind.Efectivo, Code: { } code } when IsCode(code) => null,
        { Kind: FenceOwnerKind.Efectivo } => Wrong("owner.code", plan.Owner.Code, "an efectivo's code has 3 to 50 of A-Z, 0-9, - and _"),
        _ => Wrong("owner.kind", plan.Owner?.Kind, "an owner is Standing, Operation or Efectivo"),
    };

    private static FenceAnswer? RefusesFilter(FenceFilter filter) =>
        filter.Availabilities.IsDefault || !filter.Availabilities.All(Enum.IsDefined)
            ? Wrong("filter.availabilities", "", "availabilities are Available, OnTask, OffDuty and Unavailable")
        : filter.Units.IsDefault || filter.Units.Length > 100 || !filter.Units.All(unit => CommandRules.IsText(unit, 1, 200))
            ? Wrong("filter.units", "", "at most 100 units of 1 to 200 characters")
        : !CommandRules.IsText(filter.Skill, 0, 100) ? Wrong("filter.skill", filter.Skill, TextLength.Rule("a skill has at most 100 characters", filter.Skill))
        : filter.Efectivos.IsDefault || filter.Efectivos.Length > 500 || !filter.Efectivos.All(IsCode)
            ? Wrong("filter.efectivos", "", "at most 500 efectivos' codes")
        : null;

    private static FenceAnswer? RefusesReaction(FenceReaction? reaction) =>
        reaction is null ? null
        : reaction.On.IsDefaultOrEmpty || !reaction.On.All(Enum.IsDefined) ? Wrong("reaction.on", "", "a reaction names the events it is for")
        : !Enum.IsDefined(reaction.Class) ? Wrong("reaction.class", reaction.Class, "Critical, Operational or Routine")
        : reaction.Kind is not (CommandKind.Order or CommandKind.Notice) ? Wrong("reaction.kind", reaction.Kind, "Order or Notice")
        : !CommandRules.IsText(reaction.Text, 1, ReactionTextMax) ? Wrong("reaction.text", TextLength.Of(reaction.Text), TextLength.Rule("a text has 1 to 1,800 characters", reaction.Text))
        : reaction.Recipients.IsDefaultOrEmpty || reaction.Recipients.Length > 100 || !reaction.Recipients.All(CommandRules.IsEntry)
            ? Wrong("reaction.recipients", "", "1 to 100 recipients: a kind with its code or name, or an area")
        : null;

    private static bool IsCode(string code) => code is not null && PlanRules.EfectivoCode().IsMatch(code);
}
