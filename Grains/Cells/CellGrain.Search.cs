using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.Cells;

public sealed partial class CellGrain
{
    public ValueTask<ImmutableArray<NearestHit>> Nearest(NearestQuery query)
    {
        var now = with.Now;
        var found = _index.Nearest(query, Oldest(query.Filter, now).Ticks, HasSkill);
        var hits = ImmutableArray.CreateBuilder<NearestHit>(found.Count);
        foreach (var (chord, _, slot) in found)
        {
            if (UnitVector.DistanceM(chord) is var distance && distance <= query.MaxDistanceM && _roster.TryGet(slot, out var member))
            {
                hits.Add(Hit(member, distance, TimeSpan.FromTicks(now.Ticks - _index.DeviceTicksOf(slot))));
            }
        }
        return ValueTask.FromResult(hits.DrainToImmutable());
    }

    public ValueTask<ImmutableArray<CellMember>> Within(GeoBounds bounds, MemberFilter filter, string after, int limit)
    {
        var oldest = Oldest(filter, with.Now);
        var inside = new List<CellMember>();
        for (var slot = 0; slot < _roster.SlotEnd; slot++)
        {
            if (_roster.IsTaken(slot)
                && bounds.Contains(_roster.FixOf(slot).Point)
                && string.CompareOrdinal(_roster.IdOf(slot), after) > 0
                && _roster.TryGet(slot, out var member)
                && Passes(member, filter, oldest))
            {
                inside.Add(member);
            }
        }
        inside.Sort(static (a, b) => string.CompareOrdinal(a.EfectivoId, b.EfectivoId));
        return ValueTask.FromResult(inside.Take(limit).ToImmutableArray());
    }

    private static bool Passes(CellMember member, MemberFilter filter, DateTime oldest) =>
        (filter.Availability is null || member.Availability == filter.Availability)
        && (filter.Skill is null || member.Skills.Contains(filter.Skill))
        && !(filter.Precise && member.Fix.IsCoarse())
        && member.Fix.DeviceTime >= oldest;

    private DateTime Oldest(MemberFilter filter, DateTime now) =>
        filter.Freshness is { } freshness ? FreshnessRules.OldestOf(freshness, now, with.Efectivos) : DateTime.MinValue;

    private bool HasSkill(int slot, string skill) => _roster.TryGet(slot, out var member) && member.Skills.Contains(skill);

    private NearestHit Hit(CellMember member, double distance, TimeSpan age) =>
        new() { Member = member, DistanceM = distance, Age = age, Freshness = FreshnessRules.Of(age, with.Efectivos) };
}
