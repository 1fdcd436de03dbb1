using System.Collections.Immutable;

namespace GrupoGad.Dispatch;

/// <summary>What dispatch proposed, kept as it was said: what an assignment that follows it can be asked about later.</summary>
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
