using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Ingest;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>Where every door hands in its reports.</summary>
public interface IReportIntake
{
    /// <summary>
    /// Takes reports in; the inner task answers when every accepted one is durable. What is taken in on one lane is judged in that order, so a
    /// backlog that is handed in piece by piece stays a track. The outer task waits for room: who waits stops reading, and its device slows down.
    /// </summary>
    /// <param name="lane">Any number; a sender keeps to one.</param>
    /// <param name="reports">0–<see cref="IngestLimits.BatchMax"/>, each with an id that stays the same on a retry.</param>
    /// <exception cref="GadUnavailableException">Outcome unknown (or no room in the queue): send again with the same ids.</exception>
    ValueTask<Task<IngestReceipt>> Enter(ImmutableArray<PositionReport> reports, int lane, CancellationToken cancellation = default);

    /// <summary>As the last receipt told: PostGIS is away and history lags.</summary>
    bool Degraded { get; }
}
