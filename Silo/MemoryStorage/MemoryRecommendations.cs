using System.Collections.Immutable;
using GrupoGad.Dispatch;

namespace GrupoGad.Silo.MemoryStorage;

/// <summary>The last recommendations and joint plans, and how much each was given: from the timelines in memory.</summary>
internal sealed class MemoryRecommendations(MemoryStates states) : IRecommendations, IWorkload
{
    private const int KeptMax = 1_000;
    private readonly Lock _lock = new();
    private readonly Queue<Recommendation> _recommendations = new();
    private readonly Queue<JointPlan> _plans = new();

    public ValueTask Keep(Recommendation recommendation, CancellationToken cancellation) => Keep(_recommendations, recommendation);

    public ValueTask Keep(JointPlan plan, CancellationToken cancellation) => Keep(_plans, plan);

    public ValueTask<Recommendation?> Read(string recommendationId, CancellationToken cancellation) =>
        ValueTask.FromResult(All(_recommendations).FirstOrDefault(made => made.RecommendationId == recommendationId));

    public ValueTask<JointPlan?> ReadJoint(string jointId, CancellationToken cancellation) =>
        ValueTask.FromResult(All(_plans).FirstOrDefault(made => made.JointId == jointId));

    public ValueTask<ImmutableArray<Recommendation>> Of(string operationId, int limit, CancellationToken cancellation) =>
        ValueTask.FromResult(All(_recommendations).Where(made => made.OperationId == operationId).Reverse().Take(limit).ToImmutableArray());

    public ValueTask<IReadOnlyDictionary<string, int>> Since(DateTime time, IReadOnlyCollection<string> efectivos, CancellationToken cancellation)
    {
        var asked = efectivos.ToHashSet(StringComparer.Ordinal);
        return ValueTask.FromResult<IReadOnlyDictionary<string, int>>(states.All<GrupoGad.Operations.OperationState>()
            .SelectMany(operation => states.Timeline(operation.Key)
                .Where(entry => entry.What == "assignment.accepted" && entry.At >= time && asked.Contains(entry.EfectivoId)).Select(entry => entry.EfectivoId).Distinct())
            .CountBy(efectivo => efectivo, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal));
    }

    private ValueTask Keep<T>(Queue<T> kept, T made)
    {
        lock (_lock)
        {
            kept.Enqueue(made);
            if (kept.Count > KeptMax)
            {
                kept.Dequeue();
            }
        }
        return ValueTask.CompletedTask;
    }

    private T[] All<T>(Queue<T> kept)
    {
        lock (_lock)
        {
            return [.. kept];
        }
    }
}
