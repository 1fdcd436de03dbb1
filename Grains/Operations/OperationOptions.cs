using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Operations;

/// <summary>How operations ask, remind and retry. Section <c>Gad:Operations</c>.</summary>
public sealed class OperationOptions
{
    public const string Section = "Gad:Operations";

    /// <summary>Seconds a proposal is open. Default 60: an efectivo that cannot answer in a minute is not on the way in two.</summary>
    [Range(1, 86_400)] public int ProposalS { get; set; } = 60;

    /// <summary>Minutes before the planned start at which people are reminded. Default 40: the mission's figure.</summary>
    [Range(1, 10_080)] public int RemindBeforeMin { get; set; } = 40;

    /// <summary>
    /// Calls that one operation has under way to efectivos or commands. Default 32: 500 efectivos in 16 rounds, and no operation drowns a silo.
    /// </summary>
    [Range(1, 500)] public int CallsMax { get; set; } = 32;

    /// <summary>First pause before what failed is tried again, milliseconds; it doubles. Default 250: a silo's death is noticed in seconds.</summary>
    [Range(10, 60_000)] public int RetryFirstMs { get; set; } = 250;

    /// <summary>Longest pause, seconds. Default 15.</summary>
    [Range(1, 600)] public int RetryMaxS { get; set; } = 15;

    /// <summary>
    /// Seconds after which done work is marked done in the store if no other write did so. Default 5: marks only save repetitions after a crash, so they may
    /// wait for another write.
    /// </summary>
    [Range(1, 600)] public int MarkAfterS { get; set; } = 5;

    /// <summary>Seconds between searches for people when too few were found. Default 30.</summary>
    [Range(1, 3_600)] public int FillEveryS { get; set; } = 30;
}
