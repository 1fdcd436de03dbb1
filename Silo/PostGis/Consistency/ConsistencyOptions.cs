using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis.Consistency;

/// <summary>How often a live answer is compared with PostGIS. Section <c>Gad:Consistency</c>.</summary>
public sealed class ConsistencyOptions
{
    public const string Section = "Gad:Consistency";

    /// <summary>Seconds between two comparisons of one silo; 0: none. Default 30: thousands a day, and not a thousandth of a core.</summary>
    [Range(0, 86_400)] public int EveryS { get; set; } = 30;

    /// <summary>Times that a question is asked again while those it is about move.</summary>
    [Range(1, 100)] public int TriesMax { get; set; } = 8;

    /// <summary>Milliseconds between two tries. Not a divisor of the time in which last positions follow (2 s): each try meets another phase of it.</summary>
    [Range(1, 60_000)] public int PauseMs { get; set; } = 700;
}
