using System.Collections.Immutable;
using GrupoGad.Cells;
using GrupoGad.Geo;

namespace GrupoGad.Dispatch;

/// <summary>One who may go to one operation, and what that costs but for the hole it leaves: that depends on who else goes.</summary>
/// <param name="Hours">Worked in the last 24.</param>
/// <param name="Assignments">In the last 24 hours.</param>
/// <param name="Zone">The live cell that it would leave.</param>
internal sealed record Prospect(NearestHit Hit, Travel Travel, double Hours, double FatigueS, int Assignments, double WorkloadS, CellId Zone)
{
    public string Id => Hit.Member.EfectivoId;

    /// <summary>Seconds.</summary>
    public double OwnS => Travel.Seconds + FatigueS + WorkloadS;

    /// <param name="need">Of a run plan, that it is for; null: none.</param>
    public Candidate Candidate(int left, string? need, DispatchOptions options)
    {
        var coverage = CostRules.CoverageS(left, options);
        var costs = ImmutableArray.CreateBuilder<Cost>(4);
        costs.Add(new Cost(CostKind.Travel, Round(Travel.Seconds), Math.Round(Travel.DistanceM)));
        costs.Add(new Cost(CostKind.Coverage, Round(coverage), left));
        costs.Add(new Cost(CostKind.Fatigue, Round(FatigueS), Round(Hours)));
        costs.Add(new Cost(CostKind.Workload, Round(WorkloadS), Assignments));
        return new Candidate
        {
            EfectivoId = Id,
            DisplayName = Hit.Member.DisplayName,
            Unit = Hit.Member.Unit,
            DistanceM = Round(Hit.DistanceM),
            TravelS = Round(Travel.Seconds),
            Basis = Travel.Basis,
            CostS = Round(OwnS + coverage),
            Reasons = costs.MoveToImmutable(),
            FixAgeS = Round(Math.Max(0, Hit.Age.TotalSeconds)),
            AccuracyM = Hit.Member.Fix.AccuracyM,
            Need = need,
        };
    }

    private static double Round(double value) => Math.Round(value, 1);
}
