using System.ComponentModel.DataAnnotations;
using GrupoGad.Efectivos;

namespace GrupoGad.WebFrontend.Efectivos;

/// <summary>From which age a position is stale, then lost. The same section as the silos', so that one setting serves both.</summary>
public sealed class FreshnessOptions
{
    public const string Section = "Gad:Efectivos";

    [Range(1, 86_400)]
    public int StaleAfterS { get; set; } = 90;

    [Range(2, 864_000)]
    public int LostAfterS { get; set; } = 900;

    /// <param name="ageS">Age of the fix, seconds.</param>
    public Freshness Of(double ageS) => ageS >= LostAfterS ? Freshness.Lost : ageS >= StaleAfterS ? Freshness.Stale : Freshness.Live;
}
