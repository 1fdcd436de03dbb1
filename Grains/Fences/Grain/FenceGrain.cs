using GrupoGad.Commands;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.Operations;
using GrupoGad.Recovery;
using GrupoGad.Storage;

namespace GrupoGad.Fences;

/// <inheritdoc cref="IFenceGrain"/>
/// <remarks>
/// It keeps the plan, and does what no single efectivo can: has those around a change look again, counts, follows its owner, sends what follows from
/// an event. Each of these is safe to repeat; the work pending after a crash is known from the state and from the stored events.
/// </remarks>
public sealed partial class FenceGrain : Grain, IFenceGrain, IFenceKeeperGrain
{
    public const string StateName = "fence";

    private readonly DurableState<FenceState> _stored;
    private readonly FenceDependencies _with;
    private readonly RecoveryCalls _waker;
    private FenceEntry? _entry;

    public FenceGrain([PersistentState(StateName, StorageNames.Grains)] IPersistentState<FenceState> stored, FenceDependencies with, RecoveryCalls waker)
    {
        (_with, _waker) = (with, waker);
        _stored = new DurableState<FenceState>(stored, exception => LogNotStored(with.Logger, Id, exception));
    }

    private string Id => this.GetPrimaryKeyString();

    private FenceState State => _stored.Value;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Prepare();
        GoOn();
        return Task.CompletedTask;
    }

    public async ValueTask<FenceAnswer> Put(FencePlan plan, string actor, Expected expected, CancellationToken cancellation)
    {
        await _stored.Settle(cancellation);
        if ((RefusesCall(actor) ?? FencePlanRules.Refuses(plan)) is { } refused)
        {
            Forget();
            return refused;
        }
        var known = State.Plan;
        var same = known is not null && FencePlans.Same(known, plan);
        if (RefusesVersion(expected, same) is { } other)
        {
            return other;
        }
        if (same)
        {
            return Answer(FenceOutcome.Unchanged);
        }
        if (known is null && _with.Map.Count >= _with.Options.FencesMax)
        {
            return Refused(FenceOutcome.TooMany, "", "", $"at most {_with.Options.FencesMax} fences");
        }
        var (wrong, active) = await Owned(plan.Owner, cancellation);
        if ((wrong ?? RefusesVersion(expected, same)) is { } late)
        {
            return late;
        }
        var former = known ?? State.Leaving;
        await Store(State with
        {
            Plan = plan, Active = active, Leaving = null, Around = [.. State.Around.Concat(Boxes(former)).Concat(Boxes(plan)).Distinct()], Owes = true,
        }, actor);
        return Answer(known is null ? FenceOutcome.Created : FenceOutcome.Changed);
    }

    public async ValueTask<FenceAnswer> Remove(string actor, Expected expected, CancellationToken cancellation)
    {
        await _stored.Settle(cancellation);
        if (State.Plan is not { } plan)
        {
            Forget();
            return Refused(FenceOutcome.UnknownFence, "fenceId", Id, "a fence that is there");
        }
        if (RefusesVersion(expected, same: false) is { } other)
        {
            return other;
        }
        await Store(State with { Plan = null, Active = false, Leaving = plan, Around = [.. State.Around.Concat(Boxes(plan)).Distinct()], Owes = true }, actor);
        return new FenceAnswer { Outcome = FenceOutcome.Removed };
    }

    public async ValueTask<FenceView?> Describe(CancellationToken cancellation)
    {
        if (State.Plan is null)
        {
            Forget();
            return null;
        }
        var inside = (await _with.Records.Visitors(Id, cancellation)).Where(visitor => visitor.Visit.Counts).Select(visitor => visitor.EfectivoId).ToArray();
        return FenceViews.View(Id, State, _entry, _with.Now) with { Inside = [.. inside.Take(FenceViews.InsideMax)], InsideCount = inside.Length };
    }

    private FenceAnswer? RefusesCall(string actor) =>
        !PlanRules.EfectivoCode().IsMatch(Id) ? Refused(FenceOutcome.Invalid, "fenceId", Id, "a fence's code has 3 to 50 of A-Z, 0-9, - and _")
        : !CommandRules.IsText(actor, 1, 200) ? Refused(FenceOutcome.Invalid, "actor", "", "an actor has 1 to 200 characters of valid text")
        : null;

    private FenceAnswer? RefusesVersion(Expected expected, bool same)
    {
        long? version = State.Plan is null ? null : State.Version;
        return expected.OfThisCall().Against(version, same) switch
        {
            Mismatch.Stale => Told(Refused(FenceOutcome.Stale, "version", "", VersionRules.Stale(version))),
            Mismatch.Unstated => Told(Refused(FenceOutcome.Unversioned, "version", "", VersionRules.Unstated(State.Version))),
            _ => null,
        };

        FenceAnswer Told(FenceAnswer answer) => version is null ? answer : answer with { View = FenceViews.View(Id, State, _entry, _with.Now) };
    }

    /// <summary>Whether the owner is there and lets it watch.</summary>
    private async ValueTask<(FenceAnswer? Wrong, bool Active)> Owned(FenceOwner owner, CancellationToken cancellation)
    {
        switch (owner.Kind)
        {
            case FenceOwnerKind.Operation:
                return await GrainFactory.GetGrain<IOperationGrain>(owner.Code).Describe(cancellation) switch
                {
                    null => (Refused(FenceOutcome.UnknownOperation, "owner.code", owner.Code, "an operation that is planned"), false),
                    { Status: OperationStatus.Completed or OperationStatus.Cancelled } =>
                        (Refused(FenceOutcome.Invalid, "owner.code", owner.Code, "an operation that is not closed"), false),
                    { Status: var status } => (null, IsWatched(status)),
                };
            case FenceOwnerKind.Efectivo:
                return await GrainFactory.GetGrain<IEfectivoGrain>(owner.Code).Describe(cancellation) is null
                    ? (Refused(FenceOutcome.UnknownEfectivo, "owner.code", owner.Code, "an efectivo that is registered"), false)
                    : (null, true);
            default:
                return (null, true);
        }
    }

    private static bool IsWatched(OperationStatus status) => status is OperationStatus.InProgress or OperationStatus.Paused;

    private static IEnumerable<GeoBounds> Boxes(FencePlan? plan) =>
        plan is not null && FenceEntry.Prepare("", plan, 0).Bounds is { } bounds ? [bounds] : [];

    private async Task Store(FenceState next, string actor)
    {
        await _stored.Store(next with { Version = State.Version + 1, ChangedAt = _with.Now, ChangedBy = actor }, CancellationToken.None);
        Prepare();
        LogChanged(_with.Logger, Id, State.Version, State.Plan is not null, actor);
        GoOn();
    }

    private void Prepare()
    {
        _entry = State.Plan is { } plan ? FenceEntry.Prepare(Id, plan, 0, State.Active, State.ChangedAt) : null;
        _turnDue = DateTime.MinValue;
    }

    /// <summary>Ends the activation of a fence that was never made, so that invented codes keep no memory.</summary>
    private void Forget()
    {
        if (State is { Plan: null, Owes: false })
        {
            DeactivateOnIdle();
        }
    }

    private FenceAnswer Answer(FenceOutcome outcome) => new() { Outcome = outcome, View = FenceViews.View(Id, State, _entry, _with.Now) };

    private static FenceAnswer Refused(FenceOutcome outcome, string field, string value, string rule) =>
        new() { Outcome = outcome, Field = field, Value = value, Rule = rule };
}
