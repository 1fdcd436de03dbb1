using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Duty;

/// <summary>Rest, and how often the ratio on shift is read. Section <c>Gad:Duty</c>.</summary>
public sealed class DutyOptions
{
    public const string Section = "Gad:Duty";

    /// <summary>Hours between the end of a shift and the start of the next. Default 8: a night's sleep. 0: no rule.</summary>
    [Range(0, 48)] public double MinRestH { get; set; } = 8;

    /// <summary>
    /// Seconds between two readings of who is on shift, for the metrics. Default 60: shifts change by the hour, availabilities by the minute.
    /// </summary>
    [Range(1, 3_600)] public int PulseS { get; set; } = 60;

    public TimeSpan MinRest => TimeSpan.FromHours(MinRestH);
}
