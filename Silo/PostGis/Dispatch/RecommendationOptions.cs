using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis.Dispatch;

/// <summary>How long recommendations and joint plans are kept. Section <c>Gad:Recommendations</c>.</summary>
/// <remarks>Recommendations that an assignment followed are kept as long as their operation, because they say why an efectivo was sent.</remarks>
public sealed class RecommendationOptions
{
    public const string Section = "Gad:Recommendations";

    /// <summary>
    /// Days that a recommendation is kept that no assignment followed. Default 90: the question why an efectivo was not sent comes within a season, and each
    /// recommendation holds names and places of up to a hundred people.
    /// </summary>
    [Range(1, 3_660)] public int KeptDays { get; set; } = 90;
}
