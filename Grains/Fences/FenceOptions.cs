using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Fences;

/// <summary>How fences judge. Section <c>Gad:Fences</c>.</summary>
public sealed class FenceOptions
{
    public const string Section = "Gad:Fences";

    /// <summary>Fences in the cluster. Default 1,000,000: each silo holds all of them in memory, about 1.5 KB each with 20 corners.</summary>
    [Range(1, 10_000_000)]
    public int FencesMax { get; set; } = 1_000_000;

    /// <summary>
    /// How far outside a fix must be before it counts as outside when the device reports no accuracy, metres. Default 10: a phone under open sky.
    /// </summary>
    [Range(0, 1_000)]
    public double UnknownAccuracyM { get; set; } = 10;

    /// <summary>The same at most, however inaccurate the fix, metres. Default 50: a worse fix must not keep an efectivo inside that is a street away.</summary>
    [Range(0, 1_000)]
    public double MarginMaxM { get; set; } = 50;

    /// <summary>
    /// Longest time between two fixes that are joined to a way: for crossing, and for a speed that the device did not report. Seconds. Default 300.
    /// </summary>
    [Range(1, 86_400)]
    public int JoinMaxS { get; set; } = 300;

    /// <summary>Longest way between two fixes that counts for crossing, metres. Default 10,000: beyond it the way is unknown.</summary>
    [Range(1, 100_000)]
    public double CrossMaxM { get; set; } = 10_000;

    /// <summary>An event known this much later than it happened is late, seconds. Default 120: a device that was offline reports its past.</summary>
    [Range(1, 86_400)]
    public int LateAfterS { get; set; } = 120;

    /// <summary>
    /// Cells of the map that are kept classified, all tiles together. Default 2,000,000, at most about 500 MB: a city of 60 × 60 km with 25,000 fences
    /// has some 400,000. Beyond it the tiles unused for longest are forgotten and classified again when somebody stands there.
    /// </summary>
    [Range(1_000, 100_000_000)]
    public int MapCellsMax { get; set; } = 2_000_000;

    public TimeSpan JoinMax => TimeSpan.FromSeconds(JoinMaxS);

    public TimeSpan LateAfter => TimeSpan.FromSeconds(LateAfterS);

    /// <summary>How far outside a fix must be to have left, metres.</summary>
    public double MarginM(float? accuracyM) => Math.Clamp(accuracyM ?? UnknownAccuracyM, 0, MarginMaxM);
}
