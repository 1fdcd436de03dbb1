using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>What must be told of one efectivo, said a second time: every fence asked at every fix, with distances of their own.</summary>
internal sealed class NaiveFences
{
    private readonly Dictionary<string, FencePlan> _plans = [];
    private readonly Dictionary<string, DateTime> _changed = [];
    private readonly Dictionary<string, Stay> _inside = [];
    private readonly Dictionary<string, FencePlan> _away = [];
    private readonly List<string> _told = [];
    private Fix? _last;
    private DateTime _at;
    private FenceCause _cause;

    public FenceSubject Subject { get; set; } = Fenced.Somebody;

    public IEnumerable<string> Inside => _inside.Keys.Order(StringComparer.Ordinal);

    public void Put(string id, FencePlan plan, DateTime at) => (_plans[id], _changed[id]) = (plan, at);

    public void Remove(string id) => _plans.Remove(id);

    /// <summary>Sorted; empty when nothing was seen yet.</summary>
    public IReadOnlyList<string> Again(DateTime at, FenceCause cause) => _last is { } last ? Look(last, at, cause) : [];

    public IReadOnlyList<string> Next(Fix fix)
    {
        var told = Look(fix, fix.DeviceTime, FenceCause.Moved);
        _last = fix;
        return told;
    }

    private List<string> Look(Fix fix, DateTime at, FenceCause cause)
    {
        (_at, _cause) = (at, cause);
        _told.Clear();
        foreach (var (id, stay) in _inside.Where(pair => !_plans.ContainsKey(pair.Key)).ToArray())
        {
            _inside.Remove(id);
            Tell("Exit", id, stay.Plan, stay.Plan.Watch.Exit, FenceCause.FenceRemoved);
        }
        foreach (var (id, plan) in _away.Where(pair => !_plans.ContainsKey(pair.Key)).ToArray())
        {
            _away.Remove(id);
            Tell("DeviationOver", id, plan, true, FenceCause.FenceRemoved);
        }
        foreach (var (id, plan) in _plans)
        {
            Look(id, plan, fix);
        }
        return [.. _told.Order(StringComparer.Ordinal)];
    }

    private void Look(string id, FencePlan plan, Fix fix)
    {
        var covers = NaiveDistance.Covers(plan.Shape, fix.Point);
        var isNear = covers || NaiveDistance.M(plan.Shape, fix.Point) <= Math.Min(50, fix.AccuracyM ?? 10);
        var keeps = plan.Watch.Deviation && plan.Filter.Efectivos.Contains(Subject.EfectivoId);
        var wasInside = _inside.ContainsKey(id);
        if (_away.ContainsKey(id) && (covers || !keeps))
        {
            _away.Remove(id);
            Tell("DeviationOver", id, plan, true, covers ? _cause : FenceCause.FenceChanged);
        }
        if (wasInside)
        {
            LookAtSchedule(id, plan, _inside[id]);
        }
        if (wasInside && !isNear)
        {
            _inside.Remove(id);
            Tell("Exit", id, plan, plan.Watch.Exit);
        }
        if (!wasInside && covers)
        {
            _inside[id] = new Stay { Since = _at, IsOpen = IsOpen(plan) };
            Tell("Enter", id, plan, plan.Watch.Enter);
        }
        if (_inside.TryGetValue(id, out var stay))
        {
            stay.Plan = plan;
            if (covers && _cause == FenceCause.Moved)
            {
                LookAtStay(id, plan, stay, fix);
            }
        }
        else if (keeps && !isNear && !_away.ContainsKey(id) && Tell("Deviation", id, plan, true))
        {
            _away[id] = plan;
        }
        if (!wasInside && !_inside.ContainsKey(id) && _cause == FenceCause.Moved && plan.Watch.Cross && _last is { } last
            && fix.DeviceTime - last.DeviceTime <= TimeSpan.FromMinutes(5) && Sphere.DistanceM(last.Point, fix.Point) <= 10_000
            && last.Point != fix.Point && NaiveDistance.Touches(plan.Shape, last.Point, fix.Point))
        {
            Tell("Cross", id, plan, true);
        }
    }

    private void LookAtSchedule(string id, FencePlan plan, Stay stay)
    {
        if (stay.IsOpen == IsOpen(plan))
        {
            return;
        }
        stay.IsOpen = !stay.IsOpen;
        // The clock's doing, unless the fence was changed after it.
        var isClock = (stay.IsOpen ? plan.Schedule.From : plan.Schedule.Until) is { } turned && turned <= _at && turned > _changed[id];
        if ((stay.IsOpen ? plan.Watch.Enter : plan.Watch.Exit && isClock) && IsMeant(plan))
        {
            _told.Add($"{id} {(stay.IsOpen ? "Enter" : "Exit")} {(isClock ? FenceCause.Schedule : _cause)}");
        }
    }

    private void LookAtStay(string id, FencePlan plan, Stay stay, Fix fix)
    {
        if (!stay.DwellTold && plan.Watch.DwellAfter is { } dwell && _at - stay.Since >= dwell)
        {
            stay.DwellTold = Tell("Dwell", id, plan, true);
        }
        if (plan.Watch.SpeedAboveMps is { } limit && Speed(fix) is { } speed)
        {
            stay.Speeding = speed > limit && (stay.Speeding || Tell("Speed", id, plan, true));
        }
    }

    private double? Speed(Fix fix) => fix.SpeedMps is { } told ? told
        : _last is { } last && fix.DeviceTime > last.DeviceTime && fix.DeviceTime - last.DeviceTime <= TimeSpan.FromMinutes(5)
            ? Sphere.DistanceM(last.Point, fix.Point) / (fix.DeviceTime - last.DeviceTime).TotalSeconds
            : null;

    private bool Tell(string kind, string id, FencePlan plan, bool asked, FenceCause? cause = null)
    {
        var isTold = asked && IsOpen(plan) && IsMeant(plan);
        if (isTold)
        {
            _told.Add($"{id} {kind} {cause ?? _cause}");
        }
        return isTold;
    }

    private bool IsOpen(FencePlan plan) => !(_at < plan.Schedule.From) && !(_at >= plan.Schedule.Until);

    private bool IsMeant(FencePlan plan) => (plan.Filter.Availabilities.IsEmpty || plan.Filter.Availabilities.Contains(Subject.Availability))
        && (plan.Filter.Efectivos.IsEmpty || plan.Filter.Efectivos.Contains(Subject.EfectivoId));

    private sealed class Stay
    {
        public DateTime Since { get; init; }

        public FencePlan Plan { get; set; } = null!;

        /// <summary>Watched when last looked at.</summary>
        public bool IsOpen { get; set; }

        public bool DwellTold { get; set; }

        public bool Speeding { get; set; }
    }
}
