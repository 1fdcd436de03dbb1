using System.Collections.Immutable;

namespace GrupoGad.Fences;

/// <summary>An operation as its fences see it. Key: its code.</summary>
[Alias("gad.v1.fenced-operation")]
public interface IFencedOperationGrain : IGrainWithStringKey
{
    /// <summary>Each event becomes a line of its timeline, once. False: no such operation.</summary>
    [Alias(nameof(Note))]
    ValueTask<bool> Note(ImmutableArray<FenceEvent> events, CancellationToken cancellation = default);
}
