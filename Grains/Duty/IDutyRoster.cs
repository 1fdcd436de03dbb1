using System.Collections.Immutable;

namespace GrupoGad.Duty;

/// <summary>Efectivos on leave, off shift or resting at an instant.</summary>
public interface IDutyRoster
{
    /// <summary>One standing for each known efectivo of these. An efectivo without any stored shifts is not barred.</summary>
    /// <exception cref="GadUnavailableException">Storage is away.</exception>
    ValueTask<ImmutableDictionary<string, DutyStanding>> At(DateTime instant, IReadOnlyCollection<string> efectivos, CancellationToken cancellation = default);
}

/// <summary>Reason why an efectivo may not be sent. Numbers are stored and sent: append only.</summary>
public enum DutyBar
{
    None = 0,
    OffShift = 1,
    OnLeave = 2,
    Resting = 3,
}

/// <param name="Until">When the bar ends by itself, UTC; null: unknown, or there is none.</param>
/// <param name="HoursWorkedIn24">Hours worked in the 24 before the instant.</param>
public readonly record struct DutyStanding(DutyBar Bar, DateTime? Until, double HoursWorkedIn24);
