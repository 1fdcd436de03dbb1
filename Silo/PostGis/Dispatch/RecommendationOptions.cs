using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis.Dispatch;

/// <summary>How long recommendations and joint plans are kept. Section <c>Gad:Recommendations</c>.</summary>
/// <remarks>Those that an assignment followed are kept as long as their operation is: they say why somebody was sent.</remarks>
public sealed class RecommendationOptions
{
    public const string Section = "Gad:Recommendations";

    /// <summary>Days that one is kept which nobody followed. Default 90: who asks why somebody was not sent asks within a season; each holds names and places of up to a hundred people.</summary>
    [Range(1, 3_660)] public int KeptDays { get; set; } = 90;
}
