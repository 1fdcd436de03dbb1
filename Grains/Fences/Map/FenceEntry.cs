using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>One version of a fence, ready to judge. Immutable; a change makes another.</summary>
public sealed class FenceEntry
{
    private readonly FenceHours _hours;
    private readonly bool _admitsAll;

    private FenceEntry(string id, FencePlan plan, long revision, bool active, DateTime changedAt)
    {
        (Id, Plan, Revision, IsActive, ChangedAt) = (id, plan, revision, active, changedAt);
        Area = FenceArea.Of(plan.Shape);
        _hours = new FenceHours(plan.Schedule);
        _admitsAll = plan.Filter is { Availabilities.IsEmpty: true, Units.IsEmpty: true, Skill.Length: 0, Efectivos.IsEmpty: true };
        HasSchedule = plan.Schedule is not { Windows.IsEmpty: true, From: null, Until: null };
        IsQuiet = _admitsAll && !HasSchedule && plan.Watch is { DwellAfter: null, SpeedAboveMps: null };
    }

    public string Id { get; }

    public FencePlan Plan { get; }

    /// <summary>Of the change that made this version; grows over all fences.</summary>
    public long Revision { get; }

    /// <summary>False while its operation neither runs nor pauses.</summary>
    public bool IsActive { get; }

    /// <summary>Our time of that change, UTC.</summary>
    public DateTime ChangedAt { get; }

    /// <summary>The box around it; null for one that moves with an efectivo.</summary>
    public GeoBounds? Bounds => Area?.Bounds;

    internal FenceArea? Area { get; }

    /// <summary>It does not watch at all times.</summary>
    public bool HasSchedule { get; }

    /// <summary>True when the fence reports nothing of an efectivo that stays inside, and counts all efectivos.</summary>
    internal bool IsQuiet { get; }

    /// <param name="plan">One that <see cref="FencePlanRules"/> do not refuse.</param>
    public static FenceEntry Prepare(string id, FencePlan plan, long revision, bool active = true, DateTime changedAt = default) =>
        new(id, plan, revision, active, changedAt);

    /// <summary>Whether it reports events at an instant, UTC.</summary>
    public bool Watches(DateTime instant) => IsActive && _hours.Include(instant);

    /// <summary>The first instant after that one, UTC, at which its schedule opens or closes; null: never again.</summary>
    public DateTime? NextChange(DateTime after) => _hours.NextChange(after);

    /// <summary>The last instant until that one, UTC, at which its schedule opened or closed; null: never.</summary>
    public DateTime? LastChange(DateTime until) => _hours.LastChange(until);

    /// <summary>True when the fence watches this efectivo.</summary>
    public bool Admits(FenceSubject subject)
    {
        var filter = Plan.Filter;
        return _admitsAll || (filter.Availabilities.IsEmpty || filter.Availabilities.Contains(subject.Availability))
            && (filter.Units.IsEmpty || filter.Units.Contains(subject.Profile.Unit))
            && (filter.Skill.Length == 0 || subject.Profile.Skills.Contains(filter.Skill))
            && (filter.Efectivos.IsEmpty || filter.Efectivos.Contains(subject.EfectivoId));
    }

    /// <summary>True when the efectivo has to stay in the fence, which is a corridor that names it.</summary>
    public bool IsToBeKeptBy(string efectivoId) => Plan.Watch.Deviation && Plan.Filter.Efectivos.Contains(efectivoId);

    /// <summary>Inside or on the edge; false for one that moves with an efectivo.</summary>
    public bool Covers(GeoPoint point) => Area?.Covers(point) == true;

    /// <summary>At most so many metres outside, or inside.</summary>
    public bool IsWithin(GeoPoint point, double metres) => Area?.IsWithin(point, metres) == true;
}
