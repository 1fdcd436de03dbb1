using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>Result of making the polygon of a plan valid. Nothing is written yet.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.FenceMending)]
public sealed record FenceMending
{
    /// <summary>Refused, although mending was asked for; null: <see cref="Plan"/> can be put.</summary>
    [Id(0)] public FenceAnswer? Refusal { get; init; }

    /// <summary>With the mended shape; as it was given when nothing had to be mended.</summary>
    [Id(1)] public required FencePlan Plan { get; init; }

    /// <summary>The rule that the given shape broke; empty: it was valid.</summary>
    [Id(2)] public string Broken { get; init; } = "";

    /// <summary>Where it broke it.</summary>
    [Id(3)] public GeoPoint? Fault { get; init; }

    /// <summary>Outer rings less holes as they were given, m².</summary>
    [Id(4)] public double AreaBeforeM2 { get; init; }

    /// <summary>Of the mended shape, m².</summary>
    [Id(5)] public double AreaAfterM2 { get; init; }

    /// <summary>Of the mended shape.</summary>
    [Id(6)] public int Parts { get; init; }
}
