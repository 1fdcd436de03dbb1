using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>Finds stored fences and their events. Stateless. Key: any.</summary>
[Alias(Aliases.FenceDirectoryGrain)]
public interface IFenceDirectoryGrain : IGrainWithIntegerKey
{
    [ResponseTimeout("00:00:10"), Alias(nameof(Find))]
    ValueTask<FencePage> Find(FenceQuery query, CancellationToken cancellation = default);

    /// <summary>Validates a plan as <see cref="IFenceGrain.Put"/> does, without writing: for files taken whole or not at all. Null: it is valid.</summary>
    [ResponseTimeout("00:00:30"), Alias(nameof(Check))]
    ValueTask<FenceAnswer?> Check(FencePlan plan, CancellationToken cancellation = default);

    /// <summary>
    /// As <see cref="Check"/>, but mends an invalid polygon when that changes its area by no more than a thousandth. The caller shows the mended plan
    /// and puts it.
    /// </summary>
    [ResponseTimeout("00:00:30"), Alias(nameof(Mend))]
    ValueTask<FenceMending> Mend(FencePlan plan, CancellationToken cancellation = default);

    /// <summary>Newest first.</summary>
    [ResponseTimeout("00:00:10"), Alias(nameof(Events))]
    ValueTask<FenceEventPage> Events(FenceEventQuery query, CancellationToken cancellation = default);

    /// <summary>Events that became visible after a number, oldest first, without gaps. For feeds that continue where they ended.</summary>
    /// <param name="number">0: from the oldest kept; −1: nothing but the number where the feed stands now.</param>
    /// <param name="limit">1–1,000.</param>
    [ResponseTimeout("00:00:10"), Alias(nameof(EventsAfter))]
    ValueTask<FenceEventPage> EventsAfter(long number, int limit, CancellationToken cancellation = default);
}

/// <summary>Each condition narrows. By code.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.FenceQuery)]
public sealed record FenceQuery
{
    /// <summary>Part of the code or name, whatever its case; empty: any.</summary>
    [Id(0)] public string Text { get; init; } = "";

    /// <summary>Those that touch it; null: anywhere.</summary>
    [Id(1)] public GeoBounds? Bounds { get; init; }

    /// <summary>Null: of any owner. An empty code: of any owner of that kind.</summary>
    [Id(2)] public FenceOwner? Owner { get; init; }

    /// <summary>The code of the last one of the page before; empty: from the start.</summary>
    [Id(3)] public string After { get; init; } = "";

    /// <summary>1–1,000.</summary>
    [Id(4)] public required int Limit { get; init; }
}

[GenerateSerializer, Immutable, Alias(Aliases.FencePage)]
public sealed record FencePage
{
    /// <summary>Without who is inside.</summary>
    [Id(0)] public required ImmutableArray<FenceView> Fences { get; init; }

    /// <summary>The next page's <see cref="FenceQuery.After"/>; empty at the end.</summary>
    [Id(1)] public string Next { get; init; } = "";
}
