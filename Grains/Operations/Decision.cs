using System.Collections.Immutable;

namespace GrupoGad.Operations;

/// <summary>The answer of the rules to a request: an outcome, and the events that lead to it.</summary>
public sealed record Decision(OperationOutcome Outcome, ImmutableArray<OperationEvent> Events)
{
    public string Field { get; init; } = "";

    public string Value { get; init; } = "";

    public string Rule { get; init; } = "";

    /// <summary>Actor that caused the change; the timeline stores it with the reason.</summary>
    public string Actor { get; init; } = "system";

    public string Reason { get; init; } = "";

    public static Decision Unchanged { get; } = new(OperationOutcome.Unchanged, []);

    public static Decision Done(OperationRequest request, string what, params IEnumerable<OperationEvent> events) =>
        new(OperationOutcome.Done, [.. events, new RequestAnswered(new AnsweredRequest(request.RequestId, what))])
        {
            Actor = request.Actor, Reason = request.Reason,
        };

    /// <summary>A change that happens without a request.</summary>
    public static Decision ByItself(params IEnumerable<OperationEvent> events) => new(OperationOutcome.Done, [.. events]);

    public static Decision Refused(OperationOutcome outcome, string rule, string field = "", string value = "") =>
        new(outcome, []) { Rule = rule, Field = field, Value = value };

    public OperationAnswer Answer(OperationView? view) => new() { Outcome = Outcome, Field = Field, Value = Value, Rule = Rule, View = view };
}
