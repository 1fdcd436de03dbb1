using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Efectivos;

/// <summary>How position reports are judged and how positions age. Section <c>Gad:Efectivos</c>.</summary>
public sealed class EfectivoOptions
{
    public const string Section = "Gad:Efectivos";

    /// <summary>
    /// Worst accuracy that is accepted, metres. A fix worse than <see cref="Coarse.BeyondM"/> is shown and decides nothing. Default 100,000: beyond that a fix
    /// says nothing.
    /// </summary>
    [Range(1, 1_000_000)]
    public double AccuracyMaxM { get; set; } = 100_000;

    /// <summary>How far ahead of our clock a device may be, seconds. Default 60: phones drift by seconds; minutes mean a wrong clock.</summary>
    [Range(0, 86_400)]
    public int FutureMaxS { get; set; } = 60;

    /// <summary>Days that positions are kept and taken. Default 1,096: the longest retention the mission names, three years.</summary>
    [Range(1, 3_660)]
    public int RetentionDays { get; set; } = 1_096;

    /// <summary>Fastest plausible movement between two fixes, m/s. Default 200 km/h: no ground unit is faster for long.</summary>
    [Range(1, 1_000)]
    public double SpeedMaxMps { get; set; } = 200 / 3.6;

    /// <summary>
    /// Implausible fixes in a row, each plausible after the one before, after which the new place is believed. Default 3: then it was
    /// the former position that was wrong, and one bad fix must not silence a device.
    /// </summary>
    [Range(2, 100)]
    public int JumpConfirmations { get; set; } = 3;

    /// <summary>Age from which a position is stale, seconds. Default 90: most trackers report at least once a minute.</summary>
    [Range(1, 86_400)]
    public int StaleAfterS { get; set; } = 90;

    /// <summary>Age from which a position is lost, seconds. Default 900.</summary>
    [Range(2, 864_000)]
    public int LostAfterS { get; set; } = 900;
}
