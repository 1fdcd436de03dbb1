using System.Collections.Immutable;
using GrupoGad.Commands;

namespace GrupoGad.Fences;

/// <summary>Events that a fence reports.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.FenceWatch)]
public sealed record FenceWatch
{
    public static readonly FenceWatch Borders = new() { Enter = true, Exit = true };

    [Id(0)] public bool Enter { get; init; }

    [Id(1)] public bool Exit { get; init; }

    /// <summary>It went through between two positions outside.</summary>
    [Id(2)] public bool Cross { get; init; }

    /// <summary>Inside for longer than this, reported once a visit. 1 s–7 days; null: not reported.</summary>
    [Id(3)] public TimeSpan? DwellAfter { get; init; }

    /// <summary>Fewer inside than this who meet the filter. 1–100,000; null: not reported.</summary>
    [Id(4)] public int? VoidBelow { get; init; }

    /// <summary>More inside than this who meet the filter. 0–100,000; null: not reported.</summary>
    [Id(5)] public int? CrowdAbove { get; init; }

    /// <summary>Faster inside than this, reported once until it is slower again. 0.1–340 m/s; null: not reported.</summary>
    [Id(6)] public double? SpeedAboveMps { get; init; }

    /// <summary>Of a corridor: who is to keep to it has left it, or is back.</summary>
    [Id(7)] public bool Deviation { get; init; }
}

/// <summary>Numbers are stored and sent: append only.</summary>
public enum FenceEventKind
{
    Enter = 1,
    Exit = 2,
    Cross = 3,
    Dwell = 4,

    /// <summary>Too few inside, from now on.</summary>
    Void = 5,

    /// <summary>Enough again.</summary>
    VoidOver = 6,

    /// <summary>Too many inside, from now on.</summary>
    Crowd = 7,

    CrowdOver = 8,
    Speed = 9,

    /// <summary>Left its corridor.</summary>
    Deviation = 10,

    /// <summary>Back in its corridor.</summary>
    DeviationOver = 11,
}

/// <summary>
/// A command that an event sends by itself, once an event. Not one that the fence's removal makes: see <see cref="FenceCause.FenceRemoved"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias(Aliases.FenceReaction)]
public sealed record FenceReaction
{
    /// <summary>Which events; not empty.</summary>
    [Id(0)] public required ImmutableArray<FenceEventKind> On { get; init; }

    [Id(1)] public required CommandClass Class { get; init; }

    [Id(2)] public required CommandKind Kind { get; init; }

    /// <summary>1–1,800 characters; the event is added in words.</summary>
    [Id(3)] public required string Text { get; init; }

    /// <summary>1–100; an efectivo of code <c>*</c> is the one that caused the event.</summary>
    [Id(4)] public required ImmutableArray<Recipients> Recipients { get; init; }
}
