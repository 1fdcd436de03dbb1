using System.Text.Json.Serialization;
using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Preconditions;

namespace GrupoGad.WebFrontend.Efectivos;

/// <summary>An efectivo as REST shows it. Contact and devices are personal: shown to those alone who may change them.</summary>
public sealed record EfectivoResource : IVersioned
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

    /// <summary>Left out for who may not change it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Contact { get; init; }

    /// <summary>Left out for who may not change them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Devices { get; init; }

    public required Availability Availability { get; init; }

    /// <summary>The operation that has it now; null: nobody.</summary>
    public ReservationResource? Reservation { get; init; }

    /// <summary>All the time that operations hold of it, by start.</summary>
    public IReadOnlyList<ReservationResource> Reservations { get; init; } = [];

    /// <summary>Null when it never reported.</summary>
    public PositionResource? Position { get; init; }

    /// <summary>Age of the position, seconds.</summary>
    public double? AgeS { get; init; }

    public Freshness? Freshness { get; init; }

    /// <summary>Its device is refused, and for what; null: its last report was kept.</summary>
    public RefusedDeviceResource? RefusedDevice { get; init; }

    /// <summary>Grows with every change; positions are none.</summary>
    public required long Version { get; init; }

    string? IVersioned.Moving => Position is null && RefusedDevice is null ? null : $"{Position} {Freshness} {RefusedDevice}";

    internal static EfectivoResource? OfKnown(EfectivoView? view) => view is null ? null : Of(view);

    public static EfectivoResource Of(EfectivoView view, bool personal = false) => new()
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
        Reservation = view.Reservation is { } held ? ReservationResource.Of(held) : null,
        Reservations = [.. view.Reservations.Select(ReservationResource.Of)],
        Position = view.Fix is { } fix ? PositionResource.Of(fix, view.ReceivedTime, view.Source) : null,
        AgeS = view.Age is { } age ? Math.Round(age.TotalSeconds, 3) : null,
        Freshness = view.Freshness,
        Contact = personal ? view.Profile.Contact : null,
        Devices = personal ? view.Profile.Devices : null,
        Version = view.Version,
        RefusedDevice = RefusedDeviceResource.Of(view.DeviceRefusal),
    };
}

/// <param name="Engaged">Its time has begun and it has agreed: it is on task until released.</param>
/// <param name="From">UTC; null: it began before times were kept.</param>
/// <param name="To">UTC; null: no end is known.</param>
public sealed record ReservationResource(string OperationId, string AssignmentId, bool Engaged, DateTime? From, DateTime? To)
{
    public static ReservationResource Of(Reservation held) => new(
        held.OperationId, held.AssignmentId, held.Engaged, held.From == DateTime.MinValue ? null : held.From, held.To == DateTime.MaxValue ? null : held.To);
}
