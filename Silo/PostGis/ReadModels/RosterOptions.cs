using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis.ReadModels;

/// <summary>The bulk read of all efectivos; how long it serves is in <c>Gad:Ttl</c>. Section <c>Gad:Roster</c>.</summary>
public sealed class RosterOptions
{
    public const string Section = "Gad:Roster";

    /// <summary>First size of the tables, efectivos.</summary>
    [Range(0, 10_000_000)] public int EfectivosExpected { get; set; } = 1_024;

    /// <summary>
    /// Seconds before the newest known position whose history is read again before a bulk read. A killed silo stored its last few seconds as history, but not
    /// as last positions.
    /// </summary>
    [Range(1, 600)] public int ReconcileS { get; set; } = 30;
}
