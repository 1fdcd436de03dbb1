using System.Collections.Immutable;

namespace GrupoGad.Duty;

/// <summary>Author and reason of a request.</summary>
/// <param name="Actor">Subject of the caller's token, 1–200 characters.</param>
/// <param name="Reason">0–500 characters; needed by force.</param>
/// <param name="Force">Less rest than the minimum is planned all the same. The endpoint accepts this from supervisors only.</param>
[GenerateSerializer, Immutable, Alias(Aliases.DutyRequest)]
public readonly record struct DutyRequest(
    [property: Id(0)] string Actor, [property: Id(1)] string Reason = "", [property: Id(2)] bool Force = false)
{
    /// <summary>The version of the efectivo's duty that it was made for.</summary>
    [Id(3)] public Expected Expected { get; init; }
}

public enum DutyOutcome
{
    Done = 1,

    /// <summary>It was so already: nothing was written.</summary>
    Unchanged = 2,

    UnknownEfectivo = 3,
    UnknownLeave = 4,

    /// <summary>A value of the request breaks a rule.</summary>
    Invalid = 5,

    /// <summary>Another shift, or another leave, at that time.</summary>
    Overlap = 6,

    /// <summary>Less than the minimum rest between two shifts.</summary>
    Rest = 7,

    /// <summary>It is not of the version that was expected, because another writer has changed it.</summary>
    Stale = 8,

    /// <summary>It would take the place of what was planned and does not say which version.</summary>
    Unversioned = 9,
}

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Shift">Place of the shift at fault in the plan, from 0; null: it is about none.</param>
/// <param name="Field">As in the plan or in the shift.</param>
[GenerateSerializer, Immutable, Alias(Aliases.DutyFault)]
public sealed record DutyFault(
    [property: Id(0)] DutyOutcome Outcome, [property: Id(1)] int? Shift, [property: Id(2)] string Field, [property: Id(3)] string Value, [property: Id(4)] string Rule);

[GenerateSerializer, Immutable, Alias(Aliases.DutyAnswer)]
public sealed record DutyAnswer
{
    [Id(0)] public required DutyOutcome Outcome { get; init; }

    /// <summary>All that is wrong; empty when it is done. The first one's outcome is the answer's.</summary>
    [Id(1)] public ImmutableArray<DutyFault> Faults { get; init; } = [];

    /// <summary>As it is after the call.</summary>
    [Id(2)] public DutyView? View { get; init; }
}
