using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GrupoGad.Efectivos;

/// <summary>Stored state of an efectivo beside its positions. A document of its own, never sent as a message.</summary>
[GenerateSerializer, Alias("gad.state.efectivo")]
public sealed record EfectivoState
{
    /// <summary>Null until registered.</summary>
    [Id(0)] public EfectivoProfile? Profile { get; init; }

    [Id(1)] public Availability Availability { get; init; } = Availability.Available;

    /// <summary>Author of the last change of the availability.</summary>
    [Id(2)] public string AvailabilityActor { get; init; } = "";

    [Id(3)] public string AvailabilityReason { get; init; } = "";

    [Id(4)] public DateTime? AvailabilitySince { get; init; }

    /// <summary>
    /// The one operation that has it, without its time, as versions before <see cref="Reservations"/> stored it. No longer written; <see cref="Held"/> reads
    /// it.
    /// </summary>
    [Id(5)] public Reservation? Reservation { get; init; }

    /// <summary>The last assignments that are over, oldest first.</summary>
    [Id(6)] public ImmutableArray<string> OverAssignments { get; init; } = [];

    /// <summary>Grows with every write.</summary>
    [Id(11)] public long Version { get; init; }

    /// <summary>The time that operations hold of it, by start.</summary>
    [Id(7)] public ImmutableArray<Reservation> Reservations { get; init; } = [];

    /// <summary>All that is held of it, whichever version wrote it.</summary>
    [JsonIgnore]
    public ImmutableArray<Reservation> Held => Reservation is { } one ? [one] : Reservations.IsDefault ? [] : Reservations;
}
