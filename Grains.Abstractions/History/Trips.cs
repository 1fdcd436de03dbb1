using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.History;

[GenerateSerializer, Immutable, Alias(Aliases.TripsQuery)]
public sealed record TripsQuery
{
    /// <summary>Most fixes that one answer is made of.</summary>
    public const int FixesMax = 200_000;

    [Id(0)] public required string EfectivoId { get; init; }

    /// <summary>Device time, UTC, included.</summary>
    [Id(1)] public required DateTime From { get; init; }

    /// <summary>UTC, excluded.</summary>
    [Id(2)] public required DateTime To { get; init; }
}

[GenerateSerializer, Immutable, Alias(Aliases.Trips)]
public sealed record Trips
{
    /// <summary>
    /// Longest time between two fixes of one trip. Trackers report at least once a minute; after ten minutes a device was off or out of reach.
    /// </summary>
    public static readonly TimeSpan SilenceMin = TimeSpan.FromMinutes(10);

    [Id(0)] public required HistoryVerdict Verdict { get; init; }

    /// <summary>In order of time, none over another.</summary>
    [Id(1)] public ImmutableArray<TrackLeg> Legs { get; init; } = [];
}

/// <summary>Numbers are sent: append only.</summary>
public enum LegKind
{
    /// <summary>It moved from one place to another.</summary>
    Trip = 1,

    /// <summary>It stayed at one place.</summary>
    Stop = 2,

    /// <summary>It reported nothing for so long that its movement is unknown.</summary>
    Silence = 3,
}

/// <summary>A part of a track.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.TrackLeg)]
public sealed record TrackLeg
{
    [Id(0)] public required LegKind Kind { get; init; }

    /// <summary>Device time of its first fix.</summary>
    [Id(1)] public required DateTime From { get; init; }

    /// <summary>Device time of its last fix.</summary>
    [Id(2)] public required DateTime To { get; init; }

    /// <summary>Where a trip began, where a stop was (the middle of its fixes), where a silence began.</summary>
    [Id(3)] public required GeoPoint Start { get; init; }

    /// <summary>Where it ended; of a stop as <see cref="Start"/>.</summary>
    [Id(4)] public required GeoPoint End { get; init; }

    /// <summary>Along the fixes of a trip, metres on the sphere; 0 otherwise.</summary>
    [Id(5)] public double DistanceM { get; init; }

    /// <summary>From its first to its last.</summary>
    [Id(6)] public required int Fixes { get; init; }

    public TimeSpan Duration => To - From;
}
