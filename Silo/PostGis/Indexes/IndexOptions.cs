using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis.Indexes;

/// <summary>Intervals of the checks of indexes. Section <c>Gad:Indexes</c>.</summary>
public sealed class IndexOptions
{
    public const string Section = "Gad:Indexes";

    /// <summary>Seconds between two verifications. Reads only the catalogue, so once a minute costs almost nothing.</summary>
    [Range(1, 86_400)] public int VerifyEveryS { get; set; } = 60;

    /// <summary>Seconds between two measures of scans, sizes and bloat. They touch every partition, a thousand in three years.</summary>
    [Range(1, 86_400)] public int MeasureEveryS { get; set; } = 300;
}
