using System.Collections.Immutable;

namespace GrupoGad.Fences;

/// <remarks>Counts the efectivos inside that meet the filter, and reports too few or too many.</remarks>
public sealed partial class FenceGrain
{
    /// <summary>Efectivos that count; null: not read yet.</summary>
    private HashSet<string>? _inside;

    private CountStanding _told;
    private bool _watched;
    private DateTime _recountAt;

    private bool Counts => State.Plan?.Watch is { VoidBelow: not null } or { CrowdAbove: not null } || _told != default;

    public async ValueTask Visited(ImmutableArray<FenceVisitNews> visits)
    {
        if (!Counts)
        {
            return;
        }
        // The visits just read may include these already: their changes are reported all the same.
        var (isFirst, inside) = (_inside is null, await Read());
        foreach (var visit in visits)
        {
            if ((visit.Counts ? inside.Add(visit.EfectivoId) : inside.Remove(visit.EfectivoId)) || isFirst)
            {
                await Tell(inside.Count, visit.EfectivoId, visit.At, visit.Cause);
            }
        }
    }

    public async ValueTask Recount(FenceCause cause)
    {
        // The plan before may have counted, and something may be open.
        if (!Counts && State.Version <= 1)
        {
            return;
        }
        var before = _inside;
        _inside = null;
        var inside = await Read();
        await Tell(inside.Count, cause == FenceCause.Moved ? OnlyOne(before, inside) : "", _with.Now, cause);
        (_recountAt, _watched) = (_with.Now + _upkeep, Watches(_with.Now));
    }

    /// <summary>
    /// Reads the count from the store from time to time, as the sender of a visit may have died. Also checks whether a schedule opens or closes.
    /// </summary>
    private async Task LookAtCounts()
    {
        if (Counts && (_with.Now >= _recountAt || Watches(_with.Now) != _watched))
        {
            await this.AsReference<IFenceKeeperGrain>().Recount(Watches(_with.Now) == _watched ? FenceCause.Moved : FenceCause.Schedule);
        }
    }

    /// <summary>The one efectivo whose visit was not reported; empty: several, and none of them can be named as the cause.</summary>
    private static string OnlyOne(HashSet<string>? before, HashSet<string> inside)
    {
        var changed = new HashSet<string>(before ?? inside, StringComparer.Ordinal);
        changed.SymmetricExceptWith(inside);
        return changed.Count == 1 ? changed.First() : "";
    }

    private bool Watches(DateTime at) => _entry?.Watches(at) == true;

    private async ValueTask<HashSet<string>> Read()
    {
        if (_inside is { } known)
        {
            return known;
        }
        _told = new CountStanding(
            await IsOpen(FenceEventKind.Void, FenceEventKind.VoidOver), await IsOpen(FenceEventKind.Crowd, FenceEventKind.CrowdOver));
        var visitors = await _with.Records.Visitors(Id, default);
        return _inside = visitors.Where(visitor => visitor.Visit.Counts).Select(visitor => visitor.EfectivoId).ToHashSet(StringComparer.Ordinal);
    }

    private async ValueTask<bool> IsOpen(FenceEventKind begins, FenceEventKind ends) =>
        await _with.Records.Find(new FenceEventQuery { FenceId = Id, Kinds = [begins, ends], Limit = 1 }, default) is [var last] && last.Kind == begins;

    private async ValueTask Tell(int count, string efectivoId, DateTime at, FenceCause cause)
    {
        var plan = State.Plan ?? State.Leaving;
        var next = State.Plan is null ? default : CountStanding.Of(plan!.Watch, count, Watches(at));
        var told = next.Since(_told).Select(kind => new FenceEvent
        {
            FenceId = Id, FenceName = plan?.Name ?? Id, Kind = kind, EfectivoId = efectivoId, At = at, KnownAt = _with.Now, Cause = cause, Inside = count,
            Late = _with.Now - at > _with.Options.LateAfter,
            OperationId = plan?.Owner.Kind == FenceOwnerKind.Operation ? plan.Owner.Code : "",
        }).ToArray();
        if (told.Length > 0)
        {
            await _with.Journal.Append(new FenceWrite { Events = [.. told.Select(one => new PendingFenceEvent(one, IsOwed(one)))] });
        }
        _told = next;
    }

    private bool IsOwed(FenceEvent told) => told.OperationId.Length > 0 || State.Plan?.Reaction?.On.Contains(told.Kind) == true;
}
