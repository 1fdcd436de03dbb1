using System.Collections.Immutable;
using GrupoGad.Efectivos;

namespace GrupoGad.Tracks;

/// <summary>Reads an efectivo's stored positions. Stateless. Key: any.</summary>
[Alias(Aliases.TrackGrain)]
public interface ITrackGrain : IGrainWithIntegerKey
{
    /// <summary>One page, oldest first.</summary>
    [ResponseTimeout("00:00:30"), Alias(nameof(Read))]
    ValueTask<TrackPage> Read(TrackQuery query, CancellationToken cancellation = default);
}

[GenerateSerializer, Immutable, Alias(Aliases.TrackQuery)]
public sealed record TrackQuery
{
    [Id(0)] public required string EfectivoId { get; init; }

    /// <summary>UTC, included.</summary>
    [Id(1)] public required DateTime From { get; init; }

    /// <summary>UTC, excluded.</summary>
    [Id(2)] public required DateTime To { get; init; }

    /// <summary>1–10,000 fixes.</summary>
    [Id(3)] public required int Limit { get; init; }
}

[GenerateSerializer, Immutable, Alias(Aliases.TrackPage)]
public sealed record TrackPage
{
    [Id(0)] public required ImmutableArray<Fix> Fixes { get; init; }

    /// <summary>Ask again from here for the next page; null at the end.</summary>
    [Id(1)] public DateTime? NextFrom { get; init; }
}
