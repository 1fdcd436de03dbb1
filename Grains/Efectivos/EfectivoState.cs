using System.Collections.Immutable;

namespace GrupoGad.Efectivos;

/// <summary>What is stored of an efectivo beside its positions. A document of its own, never sent as a message.</summary>
[GenerateSerializer, Alias("gad.state.efectivo")]
public sealed class EfectivoState
{
    /// <summary>Null until registered.</summary>
    [Id(0)] public EfectivoProfile? Profile { get; set; }

    [Id(1)] public Availability Availability { get; set; } = Availability.Available;

    /// <summary>Who changed the availability last, and why.</summary>
    [Id(2)] public string AvailabilityActor { get; set; } = "";

    [Id(3)] public string AvailabilityReason { get; set; } = "";

    [Id(4)] public DateTime? AvailabilitySince { get; set; }

    /// <summary>The operation that has it; null: nobody.</summary>
    [Id(5)] public Reservation? Reservation { get; set; }

    /// <summary>The last assignments that are over, oldest first.</summary>
    [Id(6)] public ImmutableArray<string> OverAssignments { get; set; } = [];
}
