using System.Collections.Immutable;
using GrupoGad.Cells;
using GrupoGad.Geo;

namespace GrupoGad.Dispatch;

/// <summary>Recommends efectivos. A stateless worker over the live cells: it proposes and explains, operations and efectivos decide. Key: any.</summary>
[Alias(Aliases.DispatchGrain)]
public interface IDispatchGrain : IGrainWithIntegerKey
{
    /// <summary>The nearest efectivos that could be sent at once: available, not held, seen lately. Nearest first, equal distances by code.</summary>
    [Alias(nameof(FindNearest))]
    ValueTask<ImmutableArray<NearestHit>> FindNearest(FindNearestQuery query, CancellationToken cancellation = default);

    /// <summary>Recommends efectivos for an operation, with reasons and exclusions. Stored before the answer, if storage is available.</summary>
    [ResponseTimeout("00:00:30"), Alias(nameof(Recommend))]
    ValueTask<RecommendAnswer> Recommend(string operationId, RecommendRequest request, CancellationToken cancellation = default);

    /// <summary>Null when there is none by that id.</summary>
    /// <exception cref="GadUnavailableException">Storage is away.</exception>
    [ResponseTimeout("00:00:10"), Alias(nameof(Read))]
    ValueTask<Recommendation?> Read(string recommendationId, CancellationToken cancellation = default);

    /// <summary>The newest recommendations for an operation, newest first.</summary>
    /// <param name="limit">1–100.</param>
    [ResponseTimeout("00:00:10"), Alias(nameof(Of))]
    ValueTask<ImmutableArray<Recommendation>> Of(string operationId, int limit, CancellationToken cancellation = default);

    /// <summary>Many operations at once: who should go where so that the whole is best. Nothing is assigned by it.</summary>
    [ResponseTimeout("00:00:30"), Alias(nameof(Solve))]
    ValueTask<JointAnswer> Solve(JointRequest request, CancellationToken cancellation = default);

    /// <summary>Null when there is none by that id.</summary>
    /// <exception cref="GadUnavailableException">Storage is away.</exception>
    [ResponseTimeout("00:00:10"), Alias(nameof(ReadJoint))]
    ValueTask<JointPlan?> ReadJoint(string jointId, CancellationToken cancellation = default);

    /// <summary>
    /// Assigns everything in a joint plan through the usual exchange of each operation. Efectivos taken meanwhile are reported one by one. Safe to
    /// repeat: the first answer is given again.
    /// </summary>
    [ResponseTimeout("00:00:30"), Alias(nameof(Apply))]
    ValueTask<JointApplied> Apply(string jointId, string actor, CancellationToken cancellation = default);
}

/// <summary>Query of <c>find_nearest_efectivo</c>, the same name in REST, gRPC and SQL.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.FindNearestQuery)]
public sealed record FindNearestQuery
{
    public const int LimitMax = 100;
    public const int LimitDefault = 10;
    public const double DistanceMaxM = 500_000;
    public const double DistanceDefaultM = 10_000;

    [Id(0)] public required GeoPoint Point { get; init; }

    /// <summary>1–<see cref="LimitMax"/>.</summary>
    [Id(1)] public int Limit { get; init; } = LimitDefault;

    /// <summary>Metres on the sphere, included; at most <see cref="DistanceMaxM"/>.</summary>
    [Id(2)] public double MaxDistanceM { get; init; } = DistanceDefaultM;

    /// <summary>A skill it must have; empty: any.</summary>
    [Id(3)] public string Skill { get; init; } = "";
}

/// <summary>Outcome of a request to dispatch. Numbers are sent: append only.</summary>
public enum DispatchOutcome
{
    Done = 1,
    UnknownOperation = 2,
    OperationClosed = 3,

    /// <summary>It has neither point nor area, so no efectivo is nearer than another.</summary>
    NoPlace = 4,

    Invalid = 5,

    /// <summary>The solver's native library is not there on this platform.</summary>
    NoSolver = 6,

    /// <summary>No recommendation or joint plan by that id.</summary>
    UnknownPlan = 7,
}
