using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Ingest;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>Every endpoint hands in its reports here.</summary>
public interface IReportIntake
{
    /// <summary>
    /// Takes reports in; the inner task answers when every accepted one is durable. Reports of one lane are judged in the order they were taken in, so a
    /// backlog that is handed in piece by piece stays a track. The outer task waits for room. A waiting sender stops reading, and its device slows down.
    /// </summary>
    /// <param name="lane">Any number; a sender keeps to one.</param>
    /// <param name="reports">0–<see cref="IngestLimits.BatchMax"/>, each with an id that stays the same on a retry.</param>
    /// <exception cref="GadUnavailableException">Outcome unknown (or no room in the queue): send again with the same ids.</exception>
    ValueTask<Task<IngestReceipt>> Enter(ImmutableArray<PositionReport> reports, int lane, CancellationToken cancellation = default);

    /// <summary>As the last receipt reported: PostGIS is away and history lags.</summary>
    bool Degraded { get; }
}
