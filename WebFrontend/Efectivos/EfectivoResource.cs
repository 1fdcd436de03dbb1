using GrupoGad.Efectivos;

namespace GrupoGad.WebFrontend.Efectivos;

/// <summary>An efectivo as REST shows it. Contact and devices are personal and are not shown.</summary>
public sealed record EfectivoResource
{
    public required string EfectivoId { get; init; }

    public required string DisplayName { get; init; }

    public required string Rank { get; init; }

    public required string Unit { get; init; }

    public required IReadOnlyList<string> Specialties { get; init; }

    public required IReadOnlyList<string> Skills { get; init; }

    public required string Jurisdiction { get; init; }

    /// <summary>Code of the efectivo next in line above it; empty: nobody.</summary>
    public required string Superior { get; init; }

    public required Availability Availability { get; init; }

    /// <summary>The operation that has it; null: nobody.</summary>
    public ReservationResource? Reservation { get; init; }

    /// <summary>Null when it never reported.</summary>
    public PositionResource? Position { get; init; }

    /// <summary>Age of the position, seconds.</summary>
    public double? AgeS { get; init; }

    public Freshness? Freshness { get; init; }

    /// <summary>Its device is refused, and for what; null: its last report was kept.</summary>
    public RefusedDeviceResource? RefusedDevice { get; init; }

    public static EfectivoResource Of(EfectivoView view) => new()
    {
        EfectivoId = view.EfectivoId,
        DisplayName = view.Profile.DisplayName,
        Rank = view.Profile.Rank,
        Unit = view.Profile.Unit,
        Specialties = view.Profile.Specialties,
        Skills = view.Profile.Skills,
        Jurisdiction = view.Profile.Jurisdiction,
        Superior = view.Profile.Superior,
        Availability = view.Availability,
        Reservation = view.Reservation is { } held ? new ReservationResource(held.OperationId, held.AssignmentId, held.Engaged) : null,
        Position = view.Fix is { } fix ? PositionResource.Of(fix, view.ReceivedTime, view.Source) : null,
        AgeS = view.Age is { } age ? Math.Round(age.TotalSeconds, 3) : null,
        Freshness = view.Freshness,
        RefusedDevice = RefusedDeviceResource.Of(view.DeviceRefusal),
    };
}

/// <param name="Engaged">It has agreed: it is on task until released.</param>
public sealed record ReservationResource(string OperationId, string AssignmentId, bool Engaged);
