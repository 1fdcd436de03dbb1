using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Ingest;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>Where every door hands in its reports.</summary>
public interface IReportIntake
{
    /// <summary>
    /// Answers when every accepted report is durable. Reports of one call keep their order; two calls that do not wait for each other may
    /// overtake: then the older fix is accepted as history.
    /// </summary>
    /// <param name="reports">0–<see cref="IngestLimits.BatchMax"/>, each with an id that stays the same on a retry.</param>
    /// <exception cref="GadUnavailableException">Outcome unknown (or no room in the queue): send again with the same ids.</exception>
    ValueTask<IngestReceipt> Submit(ImmutableArray<PositionReport> reports, CancellationToken cancellation = default);

    /// <summary>As the last receipt told: PostGIS is away and history lags.</summary>
    bool Degraded { get; }
}
