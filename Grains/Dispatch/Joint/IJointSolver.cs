using System.Collections.Immutable;

namespace GrupoGad.Dispatch;

/// <summary>Finds the assignment whose sum of costs is least.</summary>
public interface IJointSolver
{
    /// <summary>Exact. Runs on the caller's thread, for a fraction of a second.</summary>
    /// <exception cref="JointSolverMissingException">Its native library is not there.</exception>
    ImmutableArray<JointPick> Solve(JointProblem problem);
}

/// <summary>The solver cannot run on this machine; the message says why.</summary>
public sealed class JointSolverMissingException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Where no solver is brought: joint plans are refused, nothing else is.</summary>
internal sealed class NoJointSolver : IJointSolver
{
    public ImmutableArray<JointPick> Solve(JointProblem problem) => throw new JointSolverMissingException("this process was started without a solver");
}
