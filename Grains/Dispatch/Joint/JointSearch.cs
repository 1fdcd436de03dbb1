using System.Collections.Immutable;
using GrupoGad.Cells;
using GrupoGad.Efectivos;
using GrupoGad.Operations;

namespace GrupoGad.Dispatch;

/// <summary>Gathers who may go where for many operations: everybody is asked about once, ways are reckoned together.</summary>
internal sealed class JointSearch(ISight sight, Inquiry inquiry, DispatchDependencies with)
{
    private const int CandidatesMax = NearestQuery.KMax;
    private readonly Dictionary<string, List<Prospect>> _prospects = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public int Considered => _seen.Count;

    /// <summary>One operation, how many it needs, and how many of the nearest are looked at for it.</summary>
    internal sealed record Need(OperationView Operation, Wanted Wanted, int Count, int Candidates, bool IsAll = false);

    public Prospect Prospect(string operationId, string efectivoId) => _prospects[operationId].First(prospect => prospect.Id == efectivoId);

    /// <summary>Looks for candidates of each; the needs come back with <see cref="Need.IsAll"/> where there are no more.</summary>
    public async ValueTask<List<Need>> Look(IReadOnlyList<Need> needs, CancellationToken cancellation)
    {
        var found = await Rounds.Each(needs, with.Options.CallsMax, async need => await sight.Nearest(new NearestQuery
        {
            Point = need.Wanted.Point,
            K = need.Candidates,
            MaxDistanceM = with.Eta.ReachM(need.Wanted.MaxTravelS),
            Filter = new MemberFilter { Availability = Availability.Available, Skill = need.Wanted.Skills.FirstOrDefault() },
        }));
        var passing = needs.Zip(found, (need, hits) => (Need: need, Hits: hits.Where(hit => ExclusionRules.BySight(hit, need.Wanted, with.Options) is null).ToArray())).ToArray();
        _seen.UnionWith(found.SelectMany(hits => hits.Select(hit => hit.Member.EfectivoId)));
        await inquiry.About(passing.SelectMany(pair => pair.Hits.Select(hit => hit.Member.EfectivoId)), cancellation);
        var trips = passing.SelectMany(pair => pair.Hits.Where(hit => inquiry[hit.Member.EfectivoId] is var known
            && ExclusionRules.ByAsking(hit, known.View, known.Duty, pair.Need.Wanted) is null).Select(hit => (pair.Need, Hit: hit))).ToArray();
        var travels = await inquiry.Reckon([.. trips.Select(trip => inquiry.Trip(trip.Hit, trip.Need.Wanted.Point))], cancellation);
        foreach (var need in needs)
        {
            _prospects[need.Operation.OperationId] = [];
        }
        foreach (var ((need, hit), travel) in trips.Zip(travels))
        {
            if (ExclusionRules.ByTravel(hit, travel, need.Wanted) is null)
            {
                _prospects[need.Operation.OperationId].Add(inquiry.Prospect(hit, travel!.Value));
            }
        }
        await inquiry.Cover(_prospects.Values.SelectMany(prospects => prospects.Select(prospect => prospect.Zone)), cancellation);
        return [.. needs.Zip(found, (need, hits) => need with { IsAll = hits.Length < need.Candidates || need.Candidates >= CandidatesMax })];
    }

    public JointProblem Problem(IReadOnlyList<Need> needs)
    {
        var zones = _prospects.Values.SelectMany(prospects => prospects).DistinctBy(prospect => prospect.Id).GroupBy(prospect => prospect.Zone);
        return new JointProblem(
            [
                .. needs.Select(need => new JointDemand(
                    need.Operation.OperationId, need.Count, need.Operation.Plan.Priority, need.Operation.Plan.PlannedStart,
                    [.. _prospects[need.Operation.OperationId].Select(prospect => new JointOption(prospect.Id, prospect.OwnS, prospect.Travel.Seconds, prospect.Zone))])),
            ],
            zones.ToDictionary(zone => zone.Key, zone => Math.Max(zone.Count(), inquiry.Available(zone.Key))),
            with.Options);
    }

    /// <summary>Four times as many candidates for who was left short while there may be more.</summary>
    public static List<Need> Wider(IReadOnlyList<Need> needs, JointProblem problem, ImmutableArray<JointPick> picks)
    {
        var filled = picks.CountBy(pick => problem.Demands[pick.Demand].OperationId).ToDictionary();
        return
        [
            .. needs.Select(need => need.IsAll || filled.GetValueOrDefault(need.Operation.OperationId) == need.Count
                ? need
                : need with { Candidates = Math.Min(CandidatesMax, 4 * need.Candidates) }),
        ];
    }
}
