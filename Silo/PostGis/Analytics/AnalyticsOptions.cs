using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis.Analytics;

/// <summary>Schedule of the recounts of views. Section <c>Gad:Analytics</c>.</summary>
public sealed class AnalyticsOptions
{
    public const string Section = "Gad:Analytics";

    /// <summary>
    /// Seconds from one refresh of a view to the next. Default 900: answers carry their age, and counting a week of positions costs seconds of CPU.
    /// </summary>
    [Range(1, 86_400)] public int RefreshEveryS { get; set; } = 900;

    /// <summary>Seconds between two looks at what is due and at what another silo has refreshed.</summary>
    [Range(1, 3_600)] public int LookEveryS { get; set; } = 30;

    /// <summary>Seconds that one refresh may take. After that it is cancelled until the next look.</summary>
    [Range(1, 3_600)] public int RefreshWithinS { get; set; } = 600;
}
