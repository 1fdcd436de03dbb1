using System.Collections.Immutable;
using GrupoGad.Cells;
using GrupoGad.Dispatch;
using GrupoGad.Efectivos;
using GrupoGad.Faults;

namespace GrupoGad.Operations;

/// <remarks>Asking for efectivos: steps 1 to 3 of the exchange drawn in the README.</remarks>
public sealed partial class OperationGrain
{
    /// <summary>Most rounds of one search for people. Each round asks others in place of those that could not be held.</summary>
    private const int FillRoundsMax = 5;

    /// <summary>Assignments that a call is asking for right now.</summary>
    private readonly HashSet<string> _asking = [];

    /// <summary>Assignments opened here whose only call so far has not failed: no other can be on its way.</summary>
    private readonly HashSet<string> _certain = [];

    private DateTime _fillAfter;

    public async ValueTask<AssignAnswer> Assign(ImmutableArray<string> efectivos, OperationRequest request, CancellationToken cancellation) =>
        await UntilAnew(Open(efectivos, request, cancellation));

    private async Task<AssignAnswer> Open(ImmutableArray<string> efectivos, OperationRequest request, CancellationToken cancellation)
    {
        if (efectivos.IsDefault || efectivos.Length is 0 or > AssignmentRules.AssignMax)
        {
            throw new ArgumentException($"1 to {AssignmentRules.AssignMax} efectivos are assigned at once.", nameof(efectivos));
        }
        await ReleaseFormer(efectivos);
        var bars = await Bars(efectivos, request.Recommendation ?? "");
        IReadOnlyList<AssignResult> results = [];
        // 1 the intent is durable before any efectivo is asked
        var decision = await Change(
            state =>
            {
                (var decided, results) = AssignmentRules.Open(state, efectivos, request, NewAssignment, bars);
                return decided;
            },
            cancellation);
        if (decision.Outcome == OperationOutcome.Done)
        {
            await with.Faults.Reach(FaultPoints.AssignIntended);
            await Reserve();
            var answered = AssignmentRules.Results(_state, efectivos, request.RequestId).ToDictionary(result => result.EfectivoId);
            results = [.. results.Select(result => result.Outcome == AssignOutcome.Pending ? answered[result.EfectivoId] : result)];
        }
        else
        {
            Forget();
        }
        with.Instruments.Requested("assign", decision.Outcome);
        var isWhole = decision.Outcome is not (OperationOutcome.Done or OperationOutcome.Unchanged);
        return new AssignAnswer { Results = [.. results], View = View(), Refusal = isWhole ? decision.Answer(null) : null };
    }

    /// <summary>Step 2 asks every efectivo whose reservation is pending; step 3 stores the answers. False when some did not answer.</summary>
    private async Task<bool> Reserve()
    {
        var owing = _state.Bonds.Values.Where(bond => (bond.Owed & PendingEffects.Reserve) != 0 && _asking.Add(bond.AssignmentId)).ToArray();
        if (owing.Length == 0)
        {
            return true;
        }
        try
        {
            var asked = _state;
            var answers = await Rounds.Each(owing, with.Options.CallsMax, bond => Ask(asked, bond));
            await with.Faults.Reach(FaultPoints.AssignReserved);
            var until = with.Now.AddSeconds(with.Options.ProposalS);
            await Change(state => Decision.ByItself(owing.Zip(answers)
                .Select(pair => pair.Second is { } answer ? AssignmentRules.Reserved(state, pair.First, answer, asked.HoldRevision, _certain.Remove(pair.First.AssignmentId), until) : null).OfType<OperationEvent>()));
            await with.Faults.Reach(FaultPoints.AssignHeld);
            return Array.TrueForAll(answers, answer => answer is not null) && asked.HoldRevision == _state.HoldRevision;
        }
        finally
        {
            _asking.ExceptWith(owing.Select(bond => bond.AssignmentId));
            Arrange();
        }
    }

    private async Task<ReserveAnswer?> Ask(OperationState state, StoredAssignment bond)
    {
        try
        {
            var answer = await GrainFactory.GetGrain<IReservableGrain>(bond.EfectivoId).Take(HoldRules.Time(Id, state, state.Plan!, bond, with.Now));
            with.Instruments.Reserved(answer.Outcome == ReserveOutcome.Reserved ? AssignOutcome.Reserved : AssignOutcome.NotAvailable);
            return answer;
        }
        catch (Exception exception)
        {
            _certain.Remove(bond.AssignmentId);
            LogCallFailed(with.Logger, Id, bond.EfectivoId, exception);
            with.Instruments.Reserved(AssignOutcome.Pending);
            return null;
        }
    }

    /// <summary>Releases efectivos that were asked before, so that they can be asked again.</summary>
    private async Task ReleaseFormer(ImmutableArray<string> efectivos)
    {
        if (efectivos.Any(id => id is not null && _state.Bonds.TryGetValue(id, out var bond) && (bond.Owed & PendingEffects.Release) != 0))
        {
            await Pay(PendingEffects.Release, Release, bond => efectivos.Contains(bond.EfectivoId));
        }
    }

    public async ValueTask<OperationAnswer> Fill(OperationRequest request, CancellationToken cancellation)
    {
        var decision = await Change(state => OperationRules.Fill(state, request), cancellation);
        _fillAfter = default;
        Forget();
        return Answer("fill", decision);
    }

    /// <summary>Asks the nearest available efectivos until as many are held as the plan wants, or none is left.</summary>
    private async Task<bool> Fill()
    {
        for (var round = 0; round < FillRoundsMax && AssignmentRules.Missing(_state) is > 0 and var missing && with.Now >= _fillAfter; round++)
        {
            var chosen = await Eligible(_state.Plan!, missing);
            var decision = await Change(state => AssignmentRules.Fill(state, chosen, NewAssignment));
            if (decision.Events.IsEmpty)
            {
                _fillAfter = with.Now.AddSeconds(with.Options.FillEveryS);
                return true;
            }
            if (!await Reserve())
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>The nearest efectivos that may be sent, by the common rule. Looks further as long as the near ones may not be sent.</summary>
    private async Task<string[]> Eligible(OperationPlan plan, int count)
    {
        var isSoon = View() is { } view && EligibilityRules.IsSoon(Wanted.Anywhere(view, 0, false, with.Now));
        for (var k = count + _state.Bonds.Count + 8; ; k *= 4)
        {
            k = Math.Min(k, NearestQuery.KMax);
            var hits = await GrainFactory.GetGrain<ISearchGrain>(0).Nearest(new NearestQuery
            {
                Point = PlanRules.Centre(plan)!.Value,
                K = k,
                Filter = new()
                {
                    Availability = isSoon ? Availability.Available : null, Skill = plan.WantedSkill.Length > 0 ? plan.WantedSkill : null,
                    Freshness = isSoon ? Freshness.Stale : null, Precise = isSoon,
                },
            });
            var free = hits.Select(hit => hit.Member.EfectivoId).Where(id => !_state.Bonds.ContainsKey(id) && id != plan.Commander).ToArray();
            var bars = await Bars(free);
            var eligible = free.Where(id => bars.TryGetValue(id, out var own) && own.IsEmpty).ToArray();
            if (eligible.Length >= count || hits.Length < k || k == NearestQuery.KMax)
            {
                return eligible;
            }
        }
    }

    private async Task<ImmutableDictionary<string, ImmutableArray<Bar>>> Bars(IEnumerable<string> efectivos, string recommendation = "") => View() is not { } view || _state.IsClosed
        ? ImmutableDictionary<string, ImmutableArray<Bar>>.Empty
        : await new Eligibility(new GrainSight(GrainFactory, with.Dispatch), with.Dispatch).Bars(
            view, efectivos.Where(id => id is not null && PlanRules.EfectivoCode().IsMatch(id)), recommendation);

    private string NewAssignment()
    {
        var id = NewId();
        _certain.Add(id);
        return id;
    }

    private static string NewId() => Guid.CreateVersion7().ToString("N");
}
