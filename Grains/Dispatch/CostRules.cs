namespace GrupoGad.Dispatch;

/// <summary>The soft rules: what counts against an efectivo, in seconds. Pure.</summary>
internal static class CostRules
{
    public static double FatigueS(double hoursWorked, DispatchOptions options) => Math.Max(0, hoursWorked - options.FatigueFreeH) * options.FatiguePerHourS;

    public static double WorkloadS(int assignments, DispatchOptions options) => assignments * options.WorkloadPerAssignmentS;

    /// <summary>
    /// What taking one more from a cell costs. It grows with each that is taken, never falls: so that taking the cheapest one after the other is best for
    /// one operation, and a minimum-cost flow can hold it for many.
    /// </summary>
    /// <param name="left">Available ones that stay in its cell.</param>
    public static double CoverageS(int left, DispatchOptions options) => options.CoverWanted == 0 || left >= options.CoverWanted
        ? 0
        : options.CoverPenaltyS * (options.CoverWanted - Math.Max(0, left)) / options.CoverWanted;
}
