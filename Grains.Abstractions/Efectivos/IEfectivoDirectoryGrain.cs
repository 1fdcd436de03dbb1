using System.Collections.Immutable;

namespace GrupoGad.Efectivos;

/// <summary>Finds efectivos by what people type. Stateless: reads the stored profiles. Key: any.</summary>
[Alias(Aliases.EfectivoDirectoryGrain)]
public interface IEfectivoDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>Finds efectivos by a text in the code or name, in any case; ordered by code.</summary>
    /// <param name="text">1–50 characters.</param>
    /// <param name="limit">1–50.</param>
    [ResponseTimeout("00:00:10"), Alias(nameof(Find))]
    ValueTask<ImmutableArray<EfectivoSummary>> Find(string text, int limit, CancellationToken cancellation = default);
}

[GenerateSerializer, Immutable, Alias(Aliases.EfectivoSummary)]
public sealed record EfectivoSummary
{
    [Id(0)] public required string EfectivoId { get; init; }

    [Id(1)] public required string DisplayName { get; init; }

    [Id(2)] public required string Unit { get; init; }

    [Id(3)] public required Availability Availability { get; init; }
}
