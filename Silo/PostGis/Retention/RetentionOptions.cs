using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis.Retention;

/// <summary>How long each class of data is kept at all, in days; then it is deleted in the window of upkeep. Section <c>Gad:Retention</c>.</summary>
/// <remarks>
/// Never deletes open items, nor those that <c>retention_holds</c> names. Limits of the mission: positions 1–3 years, audit and personal data six or more.
/// </remarks>
public sealed class RetentionOptions
{
    public const string Section = "Gad:Retention";

    /// <summary>Six years, two of them leap years.</summary>
    public const int SixYears = 2_192;

    /// <summary>A hundred years: as good as for ever.</summary>
    private const int DaysMax = 36_525;

    /// <summary>Positions, in the database or in files of the archive, from the end of their day. Default three years, the most that is allowed.</summary>
    [Range(365, 1_096)] public int PositionsDays { get; set; } = 1_096;

    /// <summary>Fence events, in the database or in files, from the end of their month.</summary>
    [Range(SixYears, DaysMax)] public int FenceEventsDays { get; set; } = SixYears;

    /// <summary>Operations with their timelines, history and people, from the last change after they closed.</summary>
    [Range(SixYears, DaysMax)] public int OperationsDays { get; set; } = SixYears;

    /// <summary>Commands with all steps of all recipients, from their closing. One of an operation stays as long as that.</summary>
    [Range(SixYears, DaysMax)] public int CommandsDays { get; set; } = SixYears;

    /// <summary>Alarms, from their cancelling.</summary>
    [Range(SixYears, DaysMax)] public int AlarmsDays { get; set; } = SixYears;

    /// <summary>Shifts and leave, from their end, and who planned them.</summary>
    [Range(SixYears, DaysMax)] public int DutyDays { get; set; } = SixYears;

    /// <summary>How efectivos stood and were shown, and how fences were, from when that was over.</summary>
    [Range(SixYears, DaysMax)] public int PastDays { get; set; } = SixYears;

    /// <summary>Things deleted by one statement: what its locks last for. Default 500: some 50 ms.</summary>
    [Range(1, 100_000)] public int BatchMax { get; set; } = 500;
}
