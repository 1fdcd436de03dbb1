using System.Collections.Immutable;
using GrupoGad.Cells;
using GrupoGad.Efectivos;

namespace GrupoGad.Dispatch;

/// <summary>Finds the efectivos for one operation. Looks outward until no efectivo further away can be better.</summary>
/// <remarks>
/// A cost is travel time and additions to it, so an efectivo beyond the reach of the last chosen one's cost cannot replace it. The search asks for
/// efectivos that are available by their cells, four times as many each round. It also judges the nearest of all, to say why they were not chosen.
/// </remarks>
internal sealed class Recommender(ISight sight, Inquiry inquiry, Wanted wanted, DispatchDependencies with)
{
    private const int FirstRound = 32;
    private readonly Dictionary<string, NearestHit> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Exclusion> _excluded = new(StringComparer.Ordinal);
    private readonly List<Prospect> _prospects = [];

    public IReadOnlyList<Prospect> Prospects => _prospects;

    public IReadOnlyCollection<Exclusion> Excluded => _excluded.Values;

    public IReadOnlyCollection<string> Considered => _seen.Keys;

    public Wanted Wanted => wanted;

    public NearestHit Seen(string efectivoId) => _seen[efectivoId];

    /// <summary>The search was exhaustive: no efectivo outside it could be among the chosen.</summary>
    public bool IsComplete { get; private set; }

    /// <param name="slackS">Seconds that an efectivo's cost may still grow, because efectivos that are chosen beside it take cover from its cell.</param>
    /// <returns>The best, best first: as many as asked for, then the next ones.</returns>
    public async ValueTask<List<(Prospect Prospect, int Left, double CostS)>> Run(int count, int next, double slackS, CancellationToken cancellation)
    {
        // Both searches run at once, so that the efectivos that they find are asked together.
        var nearest = Nearest(with.Options.ExplainNearest, new MemberFilter());
        for (var k = Math.Max(FirstRound, 2 * count); ; k = Math.Min(with.Options.ConsiderMax, 4 * k))
        {
            k = Math.Min(k, with.Options.ConsiderMax);
            var hits = await Nearest(k, new MemberFilter { Availability = EligibilityRules.IsSoon(wanted) ? Availability.Available : null, Skill = wanted.Skills.FirstOrDefault() });
            await Judge([.. await nearest, .. hits], cancellation);
            var picked = Choice.Pick(_prospects, count + next, inquiry.Available, with.Options);
            IsComplete = hits.Length < k || picked.Count >= count && hits[^1].DistanceM >= with.Eta.ReachM(picked[count - 1].CostS + slackS);
            if (IsComplete || k == with.Options.ConsiderMax)
            {
                return picked;
            }
        }
    }

    private Task<ImmutableArray<NearestHit>> Nearest(int k, MemberFilter filter) => k == 0 ? Task.FromResult(ImmutableArray<NearestHit>.Empty) : sight.Nearest(new NearestQuery
    {
        Point = wanted.Point, K = k, MaxDistanceM = with.Eta.ReachM(wanted.MaxTravelS), Filter = filter,
    }).AsTask();

    private async ValueTask Judge(ImmutableArray<NearestHit> hits, CancellationToken cancellation)
    {
        var fresh = hits.Where(hit => _seen.TryAdd(hit.Member.EfectivoId, hit)).ToArray();
        var passing = Passing(fresh, hit => ExclusionRules.BySight(hit, wanted, with.Options));
        await inquiry.About(passing.Select(hit => (hit.Member.EfectivoId, wanted)), cancellation);
        passing = Passing(passing, hit => inquiry.Of(hit.Member.EfectivoId, wanted) is var known
            ? ExclusionRules.ByAsking(hit, known.View, known.Duty, wanted, known.IsAlarmed) : null);
        var travels = await inquiry.Reckon([.. passing.Select(hit => inquiry.Trip(hit, wanted.Point))], cancellation);
        foreach (var (hit, travel) in passing.Zip(travels))
        {
            if (ExclusionRules.ByTravel(hit, travel, wanted) is { } exclusion)
            {
                _excluded[hit.Member.EfectivoId] = exclusion;
            }
            else
            {
                _prospects.Add(inquiry.Prospect(hit, travel!.Value, wanted));
            }
        }
        await inquiry.Cover(_prospects.Select(prospect => prospect.Zone), cancellation);
    }

    private NearestHit[] Passing(NearestHit[] hits, Func<NearestHit, Exclusion?> judge) => [.. hits.Where(hit =>
    {
        if (judge(hit) is not { } exclusion)
        {
            return true;
        }
        _excluded[hit.Member.EfectivoId] = exclusion;
        return false;
    })];
}
