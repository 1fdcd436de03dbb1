using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.Recovery;

/// <summary>How long a starting silo stays unready for its first recovery round. Section <c>Gad:WarmUp</c>.</summary>
public sealed class WarmUpOptions
{
    public const string Section = "Gad:WarmUp";

    /// <summary>
    /// Seconds; then the silo takes calls cold. Default 60: a hundred thousand efectivos rejoin in less, and a cluster that stays unready helps no one. 0: the
    /// silo does not wait.
    /// </summary>
    [Range(0, 3_600)] public double WithinS { get; set; } = 60;
}
