using System.Collections.Immutable;
using GrupoGad.Commands;
using GrupoGad.Dispatch;
using GrupoGad.Efectivos;

namespace GrupoGad.Operations;

/// <summary>The bond between an operation and an efectivo, as its operation judges it. Pure.</summary>
/// <remarks>
/// <code>
///   Reserved ─► Proposed ─► Accepted ─► EnRoute ─► OnScene        from each: Released, Reassigned
///       └► Released (denied)   └► Refused, Expired                 lower steps may be skipped once it is accepted; then Done or Unable end it
/// </code>
/// </remarks>
public static partial class AssignmentRules
{
    public const int AssignMax = 500;

    /// <summary>Efectivos one operation may ask in its life.</summary>
    public const int BondsMax = 2_000;

    /// <summary>Opens a bond with each efectivo that has none open; the grain then asks their grains.</summary>
    /// <param name="newId">Makes an assignment's id; never the same twice.</param>
    /// <param name="bars">Bars by efectivo, from the rules of dispatch; null: no efectivo is barred.</param>
    public static (Decision Decision, IReadOnlyList<AssignResult> Results) Open(
        OperationState state, IReadOnlyList<string> efectivos, OperationRequest request, Func<string> newId, ImmutableDictionary<string, ImmutableArray<Bar>>? bars = null)
    {
        bars ??= ImmutableDictionary<string, ImmutableArray<Bar>>.Empty;
        var what = RequestDigest.Of("assign", request, efectivos);
        if (RequestRules.Settles(state, request, what) is { } settled)
        {
            return (settled, settled.Outcome == OperationOutcome.Unchanged ? Results(state, efectivos, request.RequestId, bars) : Refuse(settled.Rule));
        }
        if (request.Overrule && request.Reason.Trim().Length == 0)
        {
            var missing = Decision.Refused(OperationOutcome.Invalid, "overruling needs a reason", "reason");
            return (missing, Refuse(missing.Rule));
        }
        if (state.Plan is null || state.IsClosed)
        {
            var outcome = state.Plan is null ? AssignOutcome.UnknownOperation : AssignOutcome.OperationClosed;
            return (Decision.Unchanged, [.. efectivos.Select(id => new AssignResult(id, outcome, ""))]);
        }
        var room = BondsMax - state.Bonds.Count;
        var opened = new List<OperationEvent>();
        var results = new List<AssignResult>();
        foreach (var id in efectivos.Distinct())
        {
            var result = Judge(state, id, room - opened.Count);
            var own = result.Outcome == AssignOutcome.Pending ? bars.GetValueOrDefault(id, []) : [];
            if (!own.IsEmpty && !(request.Overrule && own.All(bar => bar.MayOverrule)))
            {
                result = Barred(id, own);
            }
            results.Add(result);
            if (result.Outcome == AssignOutcome.Pending)
            {
                opened.Add(new AssignmentOpened(id, newId(), request.RequestId, request.Recommendation ?? "")
                {
                    Overruled = string.Join(", ", own.Select(bar => bar.Rule)), Why = own.IsEmpty ? "" : request.Reason,
                });
            }
        }
        return (opened.Count == 0 ? Decision.Unchanged : Decision.Done(request, what, opened), results);

        List<AssignResult> Refuse(string rule) => [.. efectivos.Select(id => new AssignResult(id, AssignOutcome.NotAvailable, rule))];
    }

    /// <summary>Opens bonds with candidates that the operation found by itself, for as many as it still wants.</summary>
    public static Decision Fill(OperationState state, IEnumerable<string> candidates, Func<string> newId) => state.Plan is not { } plan || state.IsClosed
        ? Decision.Unchanged
        : Decision.ByItself(candidates.Where(id => id != plan.Commander && !state.Bonds.ContainsKey(id)).Distinct()
            .Take(Math.Min(Missing(state), BondsMax - state.Bonds.Count)).Select(id => new AssignmentOpened(id, newId(), "")));

    /// <summary>Efectivos still wanted, of the number that a person asked to fill. An efectivo that is done is not replaced; one that is unable is.</summary>
    public static int Missing(OperationState state) => state.Plan is { } plan && !state.IsClosed
        ? Math.Max(0, Math.Min(plan.Wanted, state.Filling) - state.OpenBonds - state.Bonds.Values.Count(bond => bond.Step == AssignmentStep.Done))
        : 0;

    /// <summary>The steps of the command's ladder, in order, for a bond at that step by another person's report.</summary>
    public static IEnumerable<LadderStep> Rungs(AssignmentStep step) => step switch
    {
        AssignmentStep.Refused => [LadderStep.Refused],
        AssignmentStep.EnRoute => [LadderStep.Accepted, LadderStep.EnRoute],
        AssignmentStep.OnScene => [LadderStep.Accepted, LadderStep.OnScene],
        AssignmentStep.Done => [LadderStep.Accepted, LadderStep.Done],
        AssignmentStep.Unable => [LadderStep.Accepted, LadderStep.Unable],
        _ => [LadderStep.Accepted],
    };

    /// <summary>The result that a call returned, or would have returned, for each efectivo, from the bonds it opened.</summary>
    public static IReadOnlyList<AssignResult> Results(
        OperationState state, IReadOnlyList<string> efectivos, string requestId, ImmutableDictionary<string, ImmutableArray<Bar>>? bars = null) =>
    [
        .. efectivos.Distinct().Select(id => state.Bonds.TryGetValue(id, out var bond)
            ? bond.RequestId == requestId ? Said(bond) : new AssignResult(id, AssignOutcome.AlreadyAssigned, "")
            : bars is null || !bars.TryGetValue(id, out var own) ? new AssignResult(id, AssignOutcome.UnknownEfectivo, "no such efectivo is registered")
            : own.IsEmpty ? new AssignResult(id, AssignOutcome.NotAvailable, "the rule that kept it holds no more: it is asked with another requestId")
            : Barred(id, own)),
    ];

    private static AssignResult Said(StoredAssignment bond) =>
        new(bond.EfectivoId, bond.Outcome, bond.Outcome is AssignOutcome.Reserved or AssignOutcome.Pending ? "" : bond.Reason)
        {
            Bars = bond.Outcome == AssignOutcome.HeldByOther ? [ExclusionRule.Reserved] : [],
        };

    private static AssignResult Barred(string id, ImmutableArray<Bar> bars) =>
        new(id, bars[0].Rule == ExclusionRule.NotAvailable ? AssignOutcome.NotAvailable : AssignOutcome.Barred, string.Join("; ", bars.Select(bar => bar.Detail)))
        {
            Bars = [.. bars.Select(bar => bar.Rule)], MayOverrule = bars.All(bar => bar.MayOverrule),
        };

    /// <summary>The event for the answer of an efectivo's grain to a reservation; null when the bond has moved on meanwhile.</summary>
    /// <param name="revision">Revision of the operation's times for which it was asked. If the times were moved meanwhile, it is asked again.</param>
    /// <param name="isOnlyCall">No other call for this bond can still be on its way.</param>
    public static OperationEvent? Reserved(OperationState state, StoredAssignment asked, ReserveAnswer answer, long revision, bool isOnlyCall, DateTime until) =>
        !state.Bonds.TryGetValue(asked.EfectivoId, out var bond) || bond.AssignmentId != asked.AssignmentId || bond.Step != AssignmentStep.Reserved
            || revision != state.HoldRevision ? null
        : answer.Outcome == ReserveOutcome.Reserved ? new AssignmentHeld(bond.EfectivoId, until)
        : new AssignmentDenied(bond.EfectivoId, answer.Outcome switch
        {
            ReserveOutcome.HeldByOther => AssignOutcome.HeldByOther,
            ReserveOutcome.UnknownEfectivo => AssignOutcome.UnknownEfectivo,
            _ => AssignOutcome.NotAvailable,
        }, answer.Rule, isOnlyCall ? PendingEffects.None : PendingEffects.Release);

    private static AssignResult Judge(OperationState state, string id, int room) =>
        id is null || !PlanRules.EfectivoCode().IsMatch(id) ? new AssignResult(id ?? "", AssignOutcome.UnknownEfectivo, "an efectivo's code has 3 to 50 of A-Z, 0-9, - and _")
        : !state.Bonds.TryGetValue(id, out var bond)
            ? room > 0 ? new AssignResult(id, AssignOutcome.Pending, "") : new AssignResult(id, AssignOutcome.NotAvailable, $"an operation asks at most {BondsMax} efectivos")
        : bond.IsOpen ? new AssignResult(id, AssignOutcome.AlreadyAssigned, "")
        : (bond.Owed & PendingEffects.Release) != 0 ? new AssignResult(id, AssignOutcome.NotAvailable, "its former assignment is not released yet")
        : room > 0 ? new AssignResult(id, AssignOutcome.Pending, "")
        : new AssignResult(id, AssignOutcome.NotAvailable, $"an operation asks at most {BondsMax} efectivos");
}
