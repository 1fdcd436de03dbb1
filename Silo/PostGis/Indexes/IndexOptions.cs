using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis.Indexes;

/// <summary>How often indexes are looked at. Section <c>Gad:Indexes</c>.</summary>
public sealed class IndexOptions
{
    public const string Section = "Gad:Indexes";

    /// <summary>Seconds between two verifications. Reads the catalogue alone, so once a minute costs nothing.</summary>
    [Range(1, 86_400)] public int VerifyEveryS { get; set; } = 60;

    /// <summary>Seconds between two looks at scans, sizes and bloat. They touch every partition, a thousand of them in three years.</summary>
    [Range(1, 86_400)] public int MeasureEveryS { get; set; } = 300;
}
