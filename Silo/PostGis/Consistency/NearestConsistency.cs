using System.Collections.Immutable;
using GrupoGad.Cells;
using GrupoGad.Efectivos;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Consistency;

/// <summary>Asks the live cells and PostGIS the same question and compares the answers.</summary>
/// <remarks>
/// 1. Asks both. The same efectivos at the same distances (to a centimetre) count as the same answer.
/// 2. Otherwise it examines each efectivo that is in one answer alone or at another distance, and compares the fix, availability and skills of grain and row.
///    If they differ, the efectivo moved meanwhile or its row is not written yet, and both are asked again after a pause.
/// 3. If grains and rows agree and the answers still differ twice in a row, that is a difference.
/// </remarks>
internal sealed class NearestConsistency(IGrainFactory grains, StoredNearest stored, IOptions<ConsistencyOptions> options, TimeProvider clock)
{
    private const double ToleranceM = 0.01;

    public async Task<Verdict> Compare(NearestQuery query, CancellationToken cancellation)
    {
        var differentBefore = false;
        for (var attempt = 1; ; attempt++)
        {
            var verdict = await Once(query, cancellation);
            if (verdict == Verdict.Same || (verdict == Verdict.Different && differentBefore))
            {
                return verdict;
            }
            if (attempt >= options.Value.TriesMax)
            {
                return Verdict.Unsettled;
            }
            differentBefore = verdict == Verdict.Different;
            await Task.Delay(TimeSpan.FromMilliseconds(options.Value.PauseMs), clock, cancellation);
        }
    }

    private async Task<Verdict> Once(NearestQuery query, CancellationToken cancellation)
    {
        var live = await grains.GetGrain<ISearchGrain>(0).Nearest(query, cancellation);
        var rows = await stored.Ask(query, cancellation);
        var apart = Apart(live, rows);
        return apart.Count == 0 && live.Length == rows.Count ? Verdict.Same
            : await AnyMoved(apart, query, cancellation) ? Verdict.Unsettled
            : Verdict.Different;
    }

    /// <summary>Efectivos that are not at the same distance in both answers. Of several at the distance of the last hit, either choice is right.</summary>
    internal static IReadOnlyCollection<string> Apart(ImmutableArray<NearestHit> live, IReadOnlyList<StoredNearest.Hit> rows)
    {
        var (here, there) = (live.ToDictionary(hit => hit.Member.EfectivoId, hit => hit.DistanceM), rows.ToDictionary(hit => hit.EfectivoId, hit => hit.DistanceM));
        var last = live.Length == rows.Count && rows.Count > 0 && Math.Abs(live[^1].DistanceM - rows[^1].DistanceM) <= ToleranceM ? rows[^1].DistanceM : double.NaN;
        bool Agrees(double distance, bool known, double other) => known ? Math.Abs(distance - other) <= ToleranceM : Math.Abs(distance - last) <= ToleranceM;
        return [.. here.Where(pair => !Agrees(pair.Value, there.TryGetValue(pair.Key, out var other), other)).Select(pair => pair.Key)
            .Union(there.Where(pair => !Agrees(pair.Value, here.TryGetValue(pair.Key, out var other), other)).Select(pair => pair.Key))];
    }

    private async Task<bool> AnyMoved(IReadOnlyCollection<string> efectivos, NearestQuery query, CancellationToken cancellation)
    {
        var rows = await stored.Of(efectivos, cancellation);
        foreach (var efectivo in efectivos)
        {
            var view = await grains.GetGrain<IEfectivoGrain>(efectivo).Describe(cancellation);
            if (view?.Fix is { } fix && (!rows.TryGetValue(efectivo, out var row) || !SameTime(row.DeviceTime, fix.DeviceTime) || row.Availability != view.Availability
                || (query.Filter.Skill is { } skill && row.Skills.Contains(skill) != view.Profile.Skills.Contains(skill))))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>PostgreSQL keeps microseconds.</summary>
    private static bool SameTime(DateTime a, DateTime b) => Math.Abs((a - b).Ticks) < TimeSpan.TicksPerMicrosecond;
}
