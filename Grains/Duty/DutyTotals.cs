namespace GrupoGad.Duty;

/// <summary>Of all units together.</summary>
/// <param name="InService">On shift, and available or on a task: neither off duty nor unavailable.</param>
public sealed record DutyTotals(int OnShift, int InService)
{
    /// <summary>Of the efectivos on shift, those in service; null when none is on shift.</summary>
    public double? Ratio => OnShift == 0 ? null : (double)InService / OnShift;

    public static DutyTotals Of(IEnumerable<UnitDuty> units) =>
        units.Aggregate(new DutyTotals(0, 0), (sum, unit) => new(sum.OnShift + unit.OnShift, sum.InService + unit.Available + unit.OnTask));
}
