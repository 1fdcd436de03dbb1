using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis.Upkeep;

/// <summary>When the database is looked after, and how. Section <c>Gad:Upkeep</c>.</summary>
public sealed class UpkeepOptions : IValidatableObject
{
    public const string Section = "Gad:Upkeep";

    /// <summary>When the window opens, on the clock of <see cref="TimeZone"/>. Default 03:00: the fewest patrols are out.</summary>
    public TimeOnly WindowFrom { get; set; } = new(3, 0);

    /// <summary>When it closes; what is under way then is stopped. Before <see cref="WindowFrom"/>: the next day. The same: always open.</summary>
    public TimeOnly WindowTo { get; set; } = new(5, 0);

    /// <summary>IANA name, e.g. <c>America/Argentina/Buenos_Aires</c>.</summary>
    [Required] public string TimeZone { get; set; } = "Etc/UTC";

    /// <summary>Milliseconds between two tries to lead, and between two signs of life of the leader.</summary>
    [Range(50, 60_000)] public int TryEveryMs { get; set; } = 1_000;

    /// <summary>Seconds between two looks at what is due.</summary>
    [Range(1, 3_600)] public int LookEveryS { get; set; } = 30;

    /// <summary>How often a task that fails is tried in one window.</summary>
    [Range(1, 100)] public int TriesMax { get; set; } = 3;

    /// <summary>Day partitions made ahead. More than the two that the journal makes: a cluster that is left alone for a week still has them.</summary>
    [Range(2, 60)] public int DaysAhead { get; set; } = 7;

    /// <summary>Share of an index that a fresh one would not need, from which it is rebuilt. Default 0.4: below, writes bring it back soon.</summary>
    [Range(0.05, 0.95)] public double BloatMax { get; set; } = 0.4;

    /// <summary>Bytes below which bloat does not matter.</summary>
    [Range(0, long.MaxValue)] public long ReindexFromBytes { get; set; } = 8L << 20;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            yield return new ValidationResult($"{nameof(UpkeepOptions)}: {nameof(TimeZone)} must be an IANA name such as America/Bogota.");
        }
    }
}
