using System.Collections.Immutable;

namespace GrupoGad.Fences;

/// <summary>Times at which a fence watches. Outside these times the fence knows its visitors, but reports no events.</summary>
/// <remarks>
/// Windows are wall-clock times of a place, so a change to summer time moves them with the clock. A window in the hour left out is skipped; a window in the
/// hour that comes twice watches both times.
/// </remarks>
[GenerateSerializer, Immutable, Alias(Aliases.FenceSchedule)]
public sealed record FenceSchedule
{
    public static readonly FenceSchedule Always = new();

    /// <summary>IANA name, e.g. <c>America/Argentina/Buenos_Aires</c>.</summary>
    [Id(0)] public string TimeZone { get; init; } = "UTC";

    /// <summary>At most 100; empty: all week.</summary>
    [Id(1)] public ImmutableArray<FenceWindow> Windows { get; init; } = [];

    /// <summary>UTC; null: from the start.</summary>
    [Id(2)] public DateTime? From { get; init; }

    /// <summary>UTC, exclusive; null: for ever.</summary>
    [Id(3)] public DateTime? Until { get; init; }
}

/// <summary>Every week from a minute of a day to a minute of that day or the next.</summary>
/// <param name="FromMinute">Of the day, 0–1,439.</param>
/// <param name="ToMinute">Exclusive, 1–1,440; not after <paramref name="FromMinute"/>: on the next day.</param>
[GenerateSerializer, Immutable, Alias(Aliases.FenceWindow)]
public readonly record struct FenceWindow(
    [property: Id(0)] DayOfWeek Day, [property: Id(1)] int FromMinute, [property: Id(2)] int ToMinute);
