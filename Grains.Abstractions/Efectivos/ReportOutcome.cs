namespace GrupoGad.Efectivos;

/// <summary>The judgement of one position report. The numbers are those of <c>gad.v1.ReportOutcome</c>: append only.</summary>
public enum ReportOutcome
{
    /// <summary>Durable, and it is the live position now.</summary>
    Accepted = 1,

    /// <summary>Durable as history: a newer fix was known, the live position did not move.</summary>
    AcceptedAsHistory = 2,

    UnknownEfectivo = 3,

    /// <summary>Latitude or longitude outside the earth, or another number outside its range.</summary>
    OutOfRange = 4,

    /// <summary>Exactly 0,0: a receiver without a fix.</summary>
    NullIsland = 5,

    /// <summary>Accuracy worse than <c>EfectivoOptions.AccuracyMaxM</c>.</summary>
    Inaccurate = 6,

    /// <summary>Ahead of the server's clock by more than <c>EfectivoOptions.FutureMax</c>.</summary>
    InFuture = 7,

    /// <summary>Older than the retention of positions.</summary>
    Stale = 8,

    /// <summary>This efectivo's fix of this very time is already known.</summary>
    Duplicate = 9,

    /// <summary>A jump faster than <c>EfectivoOptions.SpeedMaxMps</c>.</summary>
    Implausible = 10,

    /// <summary>Not the caller's to report. Given by the front end, never by a grain.</summary>
    Forbidden = 11,

    /// <summary>A field is missing or unreadable. Given by the front end, never by a grain.</summary>
    Malformed = 12,
}
