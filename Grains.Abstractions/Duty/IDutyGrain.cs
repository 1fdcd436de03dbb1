using Orleans.Concurrency;

namespace GrupoGad.Duty;

/// <summary>When an efectivo is to be there: its shifts, and its leaves, which beat them.</summary>
/// <remarks>
/// Key: the efectivo's code. Every change is durable before the answer. All calls are safe to repeat; the repeated cancelling of a leave answers unknown.
/// </remarks>
[Alias(Aliases.DutyGrain)]
public interface IDutyGrain : IGrainWithStringKey
{
    /// <summary>Replaces the shifts that begin in the plan's window; all or nothing.</summary>
    [Alias(nameof(Plan))]
    ValueTask<DutyAnswer> Plan(ShiftPlan plan, DutyRequest request, CancellationToken cancellation = default);

    /// <summary>Returns the answer that <see cref="Plan"/> would give. Changes nothing.</summary>
    [Alias(nameof(Check)), AlwaysInterleave]
    ValueTask<DutyAnswer> Check(ShiftPlan plan, DutyRequest request, CancellationToken cancellation = default);

    /// <summary>Adds a leave or replaces it.</summary>
    /// <param name="leaveId">Made by the caller: 1–64 of A-Z, a-z, 0-9, - and _.</param>
    [Alias(nameof(AddLeave))]
    ValueTask<DutyAnswer> AddLeave(string leaveId, LeavePlan plan, DutyRequest request, CancellationToken cancellation = default);

    /// <summary>It does not take place. The record of changes keeps it.</summary>
    [Once, Alias(nameof(CancelLeave))]
    ValueTask<DutyAnswer> CancelLeave(string leaveId, DutyRequest request, CancellationToken cancellation = default);

    /// <summary>Shifts and leaves that touch a span of UTC: from 100 days back.</summary>
    [Alias(nameof(View)), AlwaysInterleave]
    ValueTask<DutyView> View(DateTime from, DateTime to, CancellationToken cancellation = default);
}
