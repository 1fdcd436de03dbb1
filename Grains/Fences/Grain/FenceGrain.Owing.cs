using GrupoGad.Cells;
using GrupoGad.Operations;

namespace GrupoGad.Fences;

/// <remarks>Work that the fence does without being asked, round by round until nothing is pending. At most one round is under way.</remarks>
public sealed partial class FenceGrain
{
    private const int PageMax = 5_000;
    private const string System = "system";

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(2);

    /// <summary>How often it looks at its owner and its counts without a notice: the sender of the notice may have died.</summary>
    private static readonly TimeSpan _upkeep = TimeSpan.FromSeconds(30);

    /// <summary>
    /// After this time every silo's map has a change, because each map looks every second. An efectivo that reported in between was judged without the change,
    /// and may have entered the area after the area's members were read. A second look finds it.
    /// </summary>
    private static readonly TimeSpan _settled = TimeSpan.FromSeconds(2.5);

    private IGrainTimer? _timer;

    /// <summary>The version after whose change all efectivos concerned were asked once.</summary>
    private long _looked;
    private Task _round = Task.CompletedTask;
    private DateTime _ownerLook;

    public async ValueTask Wake(CancellationToken cancellation)
    {
        _follow = true;
        await OwnerChanged(cancellation);
        GoOn();
        if (Counts)
        {
            // Before any efectivo moves, so that later changes of the count name their efectivo.
            await Recount(FenceCause.Moved);
        }
    }

    public async ValueTask OwnerChanged(CancellationToken cancellation)
    {
        await _stored.Settle(cancellation);
        if (State.Plan is not { Owner: { Kind: FenceOwnerKind.Operation } owner })
        {
            return;
        }
        var status = (await GrainFactory.GetGrain<IOperationGrain>(owner.Code).Describe(cancellation))?.Status;
        if (status is null or OperationStatus.Completed or OperationStatus.Cancelled)
        {
            await Remove(System, default, cancellation);
        }
        else if (IsWatched(status.Value) != State.Active)
        {
            await Store(State with { Active = !State.Active, Owes = true }, System);
        }
    }

    public async ValueTask Paid(long version)
    {
        await _stored.Settle(default);
        if (State.Owes && State.Version == version)
        {
            await _stored.Store(State with { Owes = false, Around = [], Leaving = null }, CancellationToken.None);
        }
    }

    /// <summary>Plans the next round when there is something to do.</summary>
    private void GoOn()
    {
        if (!State.Owes && !_follow && !NeedsUpkeep)
        {
            return;
        }
        // Interleaved: a round waits for others, and callers must not wait for it.
        _timer ??= this.RegisterGrainTimer(Round, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
        _timer.Change(_follow ? TimeSpan.Zero : State.Owes ? NextOwed() : NextLook(), Timeout.InfiniteTimeSpan);
        DelayDeactivation(TimeSpan.FromHours(1));
    }

    private bool NeedsUpkeep => Counts || Turns || State.Plan is { Owner.Kind: not FenceOwnerKind.Standing };

    private async Task Round()
    {
        if (!_round.IsCompleted)
        {
            return;
        }
        _round = Look();
        await _round;
    }

    private async Task Look()
    {
        try
        {
            if (State.Owes)
            {
                if (State.Leaving is not null)
                {
                    // The fence's reactions are known only until everybody is out, so the events before the removal are followed up first.
                    _follow = true;
                    await FollowUp();
                }
                await LookAgain(State);
            }
            if (State.Plan is { Owner.Kind: FenceOwnerKind.Operation } && _with.Now >= _ownerLook)
            {
                _ownerLook = _with.Now + _upkeep;
                await this.AsReference<IFenceKeeperGrain>().OwnerChanged();
            }
            await FollowUp();
            await Move();
            await LookAtSchedule();
            await LookAtCounts();
        }
        catch (Exception exception)
        {
            LogOwing(_with.Logger, Id, _pause.TotalSeconds, exception);
            _timer!.Change(_pause, Timeout.InfiniteTimeSpan);
            return;
        }
        GoOn();
    }

    private TimeSpan NextOwed()
    {
        var left = State.ChangedAt + _settled - _with.Now;
        return _looked != State.Version || left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }

    /// <summary>Time to the next look: soon enough for a fence that moves, and for the instant at which the schedule opens or closes.</summary>
    private TimeSpan NextLook()
    {
        var next = State.IsMoving ? _step : _upkeep;
        var now = _with.Now;
        var turn = _entry is { HasSchedule: true } entry ? (Turns && _turnDue < entry.NextChange(now) ? _turnDue : entry.NextChange(now)) - now : null;
        // A little after: not before, by a clock that rounds.
        return turn is { } left && left < next ? (left > TimeSpan.Zero ? left : TimeSpan.Zero) + TimeSpan.FromMilliseconds(10) : next;
    }

    /// <summary>Has the efectivos inside, and all around the change, look again. Ends visits to a removed fence that no efectivo ended itself.</summary>
    private async Task LookAgain(FenceState state)
    {
        var revision = await _with.Catalogue.Revision(default);
        var people = (await _with.Records.Visitors(Id, default)).Select(visitor => visitor.EfectivoId).ToHashSet(StringComparer.Ordinal);
        foreach (var box in state.Around)
        {
            await foreach (var member in Within(box))
            {
                people.Add(member.EfectivoId);
            }
        }
        LogLookAgain(_with.Logger, people.Count, Id);
        if (people.Count > 0)
        {
            await HaveLook(revision, people);
        }
        if (state.Leaving is { } plan)
        {
            await LetOut(plan, state.ChangedAt);
        }
        await this.AsReference<IFenceKeeperGrain>().Recount(state.Leaving is null ? FenceCause.FenceChanged : FenceCause.FenceRemoved);
        _looked = state.Version;
        if (_with.Now >= state.ChangedAt + _settled)
        {
            await this.AsReference<IFenceKeeperGrain>().Paid(state.Version);
        }
    }

    private async IAsyncEnumerable<CellMember> Within(Geo.GeoBounds box)
    {
        var search = GrainFactory.GetGrain<ISearchGrain>(0);
        var cursor = "";
        do
        {
            var page = await search.Within(new AreaQuery { Bounds = box, Limit = PageMax, Cursor = cursor });
            foreach (var member in page.Members)
            {
                yield return member;
            }
            cursor = page.Next;
        }
        while (cursor.Length > 0);
    }

    /// <summary>A grain that started after the removal does not know the fence any more.</summary>
    private async Task LetOut(FencePlan plan, DateTime removedAt)
    {
        var left = await _with.Records.Visitors(Id, default);
        if (left.IsEmpty)
        {
            return;
        }
        var former = FenceEntry.Prepare(Id, plan, 0);
        var exits = left.Where(visitor => visitor.Visit.Counts && plan.Watch.Exit && former.Watches(removedAt)).Select(visitor => new PendingFenceEvent(
            new FenceEvent
            {
                FenceId = Id, FenceName = plan.Name, Kind = FenceEventKind.Exit, EfectivoId = visitor.EfectivoId, Cause = FenceCause.FenceRemoved,
                At = removedAt > visitor.Visit.Since ? removedAt : visitor.Visit.Since, KnownAt = _with.Now,
                Stay = removedAt > visitor.Visit.Since ? removedAt - visitor.Visit.Since : TimeSpan.Zero,
                OperationId = plan.Owner.Kind == FenceOwnerKind.Operation ? plan.Owner.Code : "",
            },
            plan.Owner.Kind == FenceOwnerKind.Operation));
        await _with.Journal.Append(new FenceWrite
        {
            Events = [.. exits],
            // Nothing comes after a removal.
            Visits = [.. left.Select(visitor => new VisitRow(visitor.EfectivoId, Id, removedAt.AddYears(100), removedAt, FenceCause.FenceRemoved, null))],
        });
    }
}
