using System.Collections.Immutable;

namespace GrupoGad.Dispatch;

/// <summary>Stores recommendations as they were given, so that a later assignment can be compared with them.</summary>
/// <remarks>Which assignments followed which is kept with the operations, in their own transaction.</remarks>
public interface IRecommendations
{
    /// <exception cref="GadUnavailableException">Storage is away; for every call.</exception>
    ValueTask Keep(Recommendation recommendation, CancellationToken cancellation);

    ValueTask Keep(JointPlan plan, CancellationToken cancellation);

    /// <summary>Null when there is none by that id.</summary>
    ValueTask<Recommendation?> Read(string recommendationId, CancellationToken cancellation);

    /// <summary>Null when there is none by that id.</summary>
    ValueTask<JointPlan?> ReadJoint(string jointId, CancellationToken cancellation);

    /// <summary>For one operation, newest first.</summary>
    ValueTask<ImmutableArray<Recommendation>> Of(string operationId, int limit, CancellationToken cancellation);
}
