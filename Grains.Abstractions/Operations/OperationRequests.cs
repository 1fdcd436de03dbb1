using System.Collections.Immutable;

namespace GrupoGad.Operations;

/// <summary>Part common to all requests to an operation.</summary>
/// <param name="RequestId">Made by the caller, the same on a retry: the first answer is given again. 1–64 characters.</param>
/// <param name="Actor">Subject of the caller's token.</param>
/// <param name="Reason">0–500 characters; some requests need one.</param>
[GenerateSerializer, Immutable, Alias(Aliases.OperationRequest)]
public readonly record struct OperationRequest([property: Id(0)] string RequestId, [property: Id(1)] string Actor, [property: Id(2)] string Reason)
{
    /// <summary>The recommendation or joint plan of dispatch that an assignment follows; null or empty: none.</summary>
    [Id(3)] public string? Recommendation { get; init; }

    /// <summary>A supervisor sends efectivos that a rule bars, where the rule may be overruled; needs a reason.</summary>
    [Id(4)] public bool Overrule { get; init; }

    /// <summary>The version of the operation that it was made for. A plan is refused when it does not say and would replace another.</summary>
    [Id(5)] public Expected Expected { get; init; }

    /// <summary>
    /// The caller's original request, where the grain receives a value made from it and from the stored value. A retry is recognised by it. Null: the grain
    /// receives what the caller sent.
    /// </summary>
    [Id(6)] public string? Sent { get; init; }
}

/// <summary>A step in an operation's life. Numbers are sent: append only.</summary>
public enum OperationMove
{
    /// <summary>Needs one accepted efectivo, unless forced with a reason.</summary>
    Start = 1,

    Pause = 2,
    Resume = 3,

    /// <summary>TAREA FINALIZADA: again and again without harm; needs every critical command acknowledged or waived; releases its people.</summary>
    Complete = 4,

    /// <summary>Needs a reason; releases its people.</summary>
    Cancel = 5,

    /// <summary>A completed one goes on; needs a reason.</summary>
    Reopen = 6,
}

public enum OperationOutcome
{
    Done = 1,

    /// <summary>It was so already, or this very request was answered before: nothing was written.</summary>
    Unchanged = 2,

    UnknownOperation = 3,

    /// <summary>The status does not allow it.</summary>
    IllegalTransition = 4,

    /// <summary>A value of the request breaks a rule.</summary>
    Invalid = 5,

    /// <summary>The commander has another operation at that time.</summary>
    CommanderBusy = 6,

    /// <summary>A precondition of the step does not hold: no efectivo accepted, or a critical command lacks an answer.</summary>
    Precondition = 7,

    /// <summary>Another operation has one of its people at that time.</summary>
    PersonBusy = 8,

    /// <summary>The request's id was used before, for another request.</summary>
    RequestIdUsed = 9,

    /// <summary>It is not of the version that was expected, because another writer has changed it.</summary>
    Stale = 10,

    /// <summary>It would replace a plan and does not say which version.</summary>
    Unversioned = 11,
}

[GenerateSerializer, Immutable, Alias(Aliases.OperationAnswer)]
public sealed record OperationAnswer
{
    [Id(0)] public required OperationOutcome Outcome { get; init; }

    /// <summary>Name of the field at fault, as in the plan; empty when none is.</summary>
    [Id(1)] public string Field { get; init; } = "";

    [Id(2)] public string Value { get; init; } = "";

    /// <summary>The rule that refused it, in words.</summary>
    [Id(3)] public string Rule { get; init; } = "";

    /// <summary>The operation after the call; null when unknown.</summary>
    [Id(4)] public OperationView? View { get; init; }
}

public enum AssignOutcome
{
    /// <summary>It is reserved for this operation; its proposal goes out.</summary>
    Reserved = 1,

    /// <summary>This operation had it already.</summary>
    AlreadyAssigned = 2,

    UnknownEfectivo = 3,

    /// <summary>Another operation has it.</summary>
    HeldByOther = 4,

    NotAvailable = 5,
    OperationClosed = 6,

    /// <summary>Its grain did not answer; the operation goes on asking and the answer shows in its assignments.</summary>
    Pending = 7,

    UnknownOperation = 8,

    /// <summary>A rule of dispatch keeps it: <see cref="AssignResult.Bars"/>.</summary>
    Barred = 9,
}

[GenerateSerializer, Immutable, Alias(Aliases.AssignResult)]
public readonly record struct AssignResult(
    [property: Id(0)] string EfectivoId, [property: Id(1)] AssignOutcome Outcome, [property: Id(2)] string Rule)
{
    /// <summary>The rules of dispatch that bar it, those first that may not be overruled; none or default: no rule does.</summary>
    [Id(3)] public ImmutableArray<Dispatch.ExclusionRule> Bars { get; init; }

    /// <summary>A supervisor may send it all the same, with a reason.</summary>
    [Id(4)] public bool MayOverrule { get; init; }
}

[GenerateSerializer, Immutable, Alias(Aliases.AssignAnswer)]
public sealed record AssignAnswer
{
    [Id(0)] public required ImmutableArray<AssignResult> Results { get; init; }

    [Id(1)] public OperationView? View { get; init; }

    /// <summary>Why the whole request was refused; null: it was judged one by one.</summary>
    [Id(2)] public OperationAnswer? Refusal { get; init; }
}
