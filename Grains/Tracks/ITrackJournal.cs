using GrupoGad.Efectivos;

namespace GrupoGad.Tracks;

/// <summary>Where every accepted position becomes durable, in batches. One per silo.</summary>
/// <remarks>The store is keyed by efectivo and device time, so the store, not the grain, decides which report is a duplicate.</remarks>
public interface ITrackJournal
{
    /// <summary>Completes when the report is durable, or known to be stored already. Safe to repeat with the same report.</summary>
    /// <exception cref="GadUnavailableException">The journal can neither write nor spill, or its buffer is full.</exception>
    ValueTask<JournalOutcome> Append(PositionReport report);

    /// <summary>PostGIS is away: rows go to the spill file, history lags.</summary>
    bool Degraded { get; }
}

public enum JournalOutcome
{
    Written = 1,

    /// <summary>The very same report (same id) was there: a retry.</summary>
    AlreadyWritten = 2,

    /// <summary>Another report of this efectivo and instant was there.</summary>
    Conflict = 3,
}
