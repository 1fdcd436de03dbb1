using System.Collections.Immutable;
using System.Text.Json.Serialization;
using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>Stored state of a fence: a document of its own, never sent as a message. Events and visits are rows of their own.</summary>
[GenerateSerializer, Immutable, Alias("gad.state.fence")]
public sealed record FenceState
{
    /// <summary>Null: there is none, or it was removed.</summary>
    [Id(0)] public FencePlan? Plan { get; init; }

    /// <summary>Grows with every change, also over a removal.</summary>
    [Id(1)] public long Version { get; init; }

    [Id(2)] public DateTime ChangedAt { get; init; }

    [Id(3)] public string ChangedBy { get; init; } = "";

    /// <summary>Its owner lets it watch.</summary>
    [Id(4)] public bool Active { get; init; }

    /// <summary>Boxes in which all efectivos have to look again after the last changes.</summary>
    [Id(5)] public ImmutableArray<GeoBounds> Around { get; init; } = [];

    /// <summary>The plan that was removed, until the last one inside is out; null: no such exit is pending.</summary>
    [Id(6)] public FencePlan? Leaving { get; init; }

    /// <summary>Those inside, or around a change, have not all looked again.</summary>
    [Id(7)] public bool Owes { get; init; }

    [JsonIgnore]
    public bool IsMoving => Plan?.Owner.Kind == FenceOwnerKind.Efectivo;
}
