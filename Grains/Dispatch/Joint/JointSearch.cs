using System.Collections.Immutable;
using GrupoGad.Cells;
using GrupoGad.Efectivos;
using GrupoGad.Operations;

namespace GrupoGad.Dispatch;

/// <summary>Gathers the candidates of many demands. Each efectivo is asked about once, and ways are reckoned together.</summary>
internal sealed class JointSearch(ISight sight, Inquiry inquiry, DispatchDependencies with)
{
    private const int CandidatesMax = NearestQuery.KMax;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private List<Prospect>[] _prospects = [];

    public int Considered => _seen.Count;

    /// <summary>One demand of an operation, and how many of the nearest are looked at for it.</summary>
    internal sealed record Need(OperationView Operation, Demand Demand, int Candidates, bool IsAll = false);

    /// <param name="need">Place in the needs that were looked for.</param>
    public Prospect Prospect(int need, string efectivoId) => _prospects[need].First(prospect => prospect.Id == efectivoId);

    /// <summary>Looks for candidates of each; the needs come back with <see cref="Need.IsAll"/> where there are no more.</summary>
    public async ValueTask<List<Need>> Look(IReadOnlyList<Need> needs, CancellationToken cancellation)
    {
        var found = await Rounds.Each(needs, with.Options.CallsMax, async need => await sight.Nearest(new NearestQuery
        {
            Point = need.Demand.Wanted.Point,
            K = need.Candidates,
            MaxDistanceM = with.Eta.ReachM(need.Demand.Wanted.MaxTravelS),
            Filter = new MemberFilter { Availability = EligibilityRules.IsSoon(need.Demand.Wanted) ? Availability.Available : null, Skill = need.Demand.Wanted.Skills.FirstOrDefault() },
        }));
        _seen.UnionWith(found.SelectMany(hits => hits.Select(hit => hit.Member.EfectivoId)));
        var passing = needs.Select((need, i) => (Place: i, need.Demand.Wanted))
            .SelectMany(need => found[need.Place].Where(hit => ExclusionRules.BySight(hit, need.Wanted, with.Options) is null).Select(hit => (need.Place, need.Wanted, Hit: hit))).ToArray();
        await inquiry.About(passing.Select(pair => (pair.Hit.Member.EfectivoId, pair.Wanted)), cancellation);
        var trips = passing.Where(pair => inquiry.Of(pair.Hit.Member.EfectivoId, pair.Wanted) is var known
            && ExclusionRules.ByAsking(pair.Hit, known.View, known.Duty, pair.Wanted, known.IsAlarmed) is null).ToArray();
        var travels = await inquiry.Reckon([.. trips.Select(trip => inquiry.Trip(trip.Hit, trip.Wanted.Point))], cancellation);
        _prospects = [.. needs.Select(_ => new List<Prospect>())];
        foreach (var (trip, travel) in trips.Zip(travels))
        {
            if (ExclusionRules.ByTravel(trip.Hit, travel, trip.Wanted) is null)
            {
                _prospects[trip.Place].Add(inquiry.Prospect(trip.Hit, travel!.Value, trip.Wanted));
            }
        }
        await inquiry.Cover(_prospects.SelectMany(prospects => prospects.Select(prospect => prospect.Zone)), cancellation);
        return [.. needs.Zip(found, (need, hits) => need with { IsAll = hits.Length < need.Candidates || need.Candidates >= CandidatesMax })];
    }

    public JointProblem Problem(IReadOnlyList<Need> needs) => JointProblems.Of(needs.Select(need => (need.Operation, need.Demand)), _prospects, inquiry, with.Options);

    /// <summary>Takes four times as many candidates for demands that were left short, while there may be more.</summary>
    public static List<Need> Wider(IReadOnlyList<Need> needs, ImmutableArray<JointPick> picks)
    {
        var filled = picks.CountBy(pick => pick.Demand).ToDictionary();
        return
        [
            .. needs.Select((need, i) => need.IsAll || filled.GetValueOrDefault(i) == need.Demand.Count
                ? need
                : need with { Candidates = Math.Min(CandidatesMax, 4 * need.Candidates) }),
        ];
    }
}
