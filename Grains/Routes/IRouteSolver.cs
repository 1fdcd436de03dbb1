using System.Collections.Immutable;

namespace GrupoGad.Routes;

/// <summary>Seeks the order that costs least.</summary>
public interface IRouteSolver
{
    /// <summary>Runs on the caller's thread, for no longer than <paramref name="patience"/> by much.</summary>
    /// <param name="first">An order to begin with; the answer is no worse by <see cref="RouteTotals.CostS"/>, but for rounding.</param>
    /// <returns>Each stop once; null: the solver's library is not on this machine.</returns>
    ImmutableArray<int>? Solve(RouteProblem problem, ImmutableArray<int> first, TimeSpan patience);
}

/// <summary>Stands in where no solver is registered. Routes of many stops are then the nearest next, mended, and the answer says so.</summary>
internal sealed class NoRouteSolver : IRouteSolver
{
    public ImmutableArray<int>? Solve(RouteProblem problem, ImmutableArray<int> first, TimeSpan patience) => null;
}
