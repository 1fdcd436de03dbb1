using System.Collections.Immutable;

namespace GrupoGad.Efectivos;

/// <summary>All that is known of an efectivo at one instant.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.EfectivoView)]
public sealed record EfectivoView
{
    [Id(0)] public required string EfectivoId { get; init; }

    [Id(1)] public required EfectivoProfile Profile { get; init; }

    [Id(2)] public required Availability Availability { get; init; }

    /// <summary>Newest accepted fix; null when it never reported.</summary>
    [Id(3)] public Fix? Fix { get; init; }

    [Id(4)] public DateTime? ReceivedTime { get; init; }

    [Id(5)] public ReportSource? Source { get; init; }

    /// <summary>Null without a fix.</summary>
    [Id(6)] public Freshness? Freshness { get; init; }

    /// <summary>Age of the fix at the moment of the answer; null without one.</summary>
    [Id(7)] public TimeSpan? Age { get; init; }

    /// <summary>The operation that has it now; null: none.</summary>
    [Id(8)] public Reservation? Reservation { get; init; }

    /// <summary>All the time that operations hold of it, by start. No two overlap.</summary>
    [Id(9)] public ImmutableArray<Reservation> Reservations { get; init; } = [];

    /// <summary>Grows with every change that is stored of it; positions are none.</summary>
    [Id(11)] public long Version { get; init; }

    /// <summary>Its device is refused; null: its last report was kept.</summary>
    [Id(12)] public DeviceRefusal? DeviceRefusal { get; init; }
}
