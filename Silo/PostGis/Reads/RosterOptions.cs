using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis.Reads;

/// <summary>How long a bulk read of all efectivos serves. Section <c>Gad:Roster</c>.</summary>
public sealed class RosterOptions
{
    public const string Section = "Gad:Roster";

    /// <summary>Seconds that stored documents may be served. Versions are checked at writes, so only memory speaks for dropping them.</summary>
    [Range(1, 3_600)] public int StatesYoungForS { get; set; } = 600;

    /// <summary>Seconds that positions may be served: efectivos of other silos move on meanwhile. Long enough for 100,000 to rejoin.</summary>
    [Range(1, 600)] public int PositionsYoungForS { get; set; } = 90;

    /// <summary>First size of the tables, efectivos.</summary>
    [Range(0, 10_000_000)] public int EfectivosExpected { get; set; } = 1_024;

    /// <summary>Before a bulk read, positions received this many seconds before the newest known one are looked at again: a killed silo wrote them as history, and its last few seconds not as last positions.</summary>
    [Range(1, 600)] public int ReconcileS { get; set; } = 30;
}
