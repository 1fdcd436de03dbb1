using System.Collections.Immutable;
using GrupoGad.Cells;
using GrupoGad.Efectivos;

namespace GrupoGad.Dispatch;

/// <remarks><c>find_nearest_efectivo</c>: the same answer as the SQL function of that name gives, but of this moment.</remarks>
public sealed partial class DispatchGrain
{
    public async ValueTask<ImmutableArray<NearestHit>> FindNearest(FindNearestQuery query, CancellationToken cancellation)
    {
        if (!query.Point.IsValid || query.Limit is < 1 or > FindNearestQuery.LimitMax || !(query.MaxDistanceM is >= 0 and <= FindNearestQuery.DistanceMaxM))
        {
            throw new ArgumentException($"The point is on the earth, the limit 1..{FindNearestQuery.LimitMax}, the distance 0..{FindNearestQuery.DistanceMaxM} m.", nameof(query));
        }
        var found = ImmutableArray.CreateBuilder<NearestHit>(query.Limit);
        var known = new HashSet<string>(StringComparer.Ordinal);
        // Who is reserved still counts as available in its cell: a few more are asked for, and more again when that was not enough.
        for (var k = query.Limit + 8; ; k = Math.Min(NearestQuery.KMax, 4 * k))
        {
            var hits = await _sight.Nearest(new NearestQuery
            {
                Point = query.Point,
                K = k,
                MaxDistanceM = query.MaxDistanceM,
                Filter = new MemberFilter { Availability = Availability.Available, Skill = query.Skill.Length > 0 ? query.Skill : null, Freshness = Freshness.Stale, Precise = true },
            });
            var fresh = hits.Where(hit => known.Add(hit.Member.EfectivoId)).ToArray();
            var views = await _sight.Describe([.. fresh.Select(hit => hit.Member.EfectivoId)]);
            found.AddRange(fresh.Zip(views).Where(pair => pair.Second is { Availability: Availability.Available, Reservation: null })
                .Select(pair => pair.First).Take(query.Limit - found.Count));
            if (found.Count == query.Limit || hits.Length < k || k == NearestQuery.KMax)
            {
                with.Instruments.Requested("nearest", DispatchOutcome.Done);
                // An efectivo may have moved between two rounds.
                found.Sort(static (a, b) => a.DistanceM.CompareTo(b.DistanceM) is var order and not 0 ? order : string.CompareOrdinal(a.Member.EfectivoId, b.Member.EfectivoId));
                return found.DrainToImmutable();
            }
        }
    }
}
