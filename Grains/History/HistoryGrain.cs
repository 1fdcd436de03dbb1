using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.Tracks;
using Orleans.Concurrency;

namespace GrupoGad.History;

/// <inheritdoc cref="IHistoryGrain"/>
[StatelessWorker, Reentrant]
public sealed class HistoryGrain(ITimeMachine machine, IPresenceHistory presence, ITrackHistory tracks) : Grain, IHistoryGrain
{
    private const int FixesAPage = 10_000;

    public ValueTask<PastPicture> Snapshot(SnapshotQuery query, CancellationToken cancellation) => machine.Snapshot(query, cancellation);

    public ValueTask<PastChanges> Changes(ChangesQuery query, CancellationToken cancellation) => machine.Changes(query, cancellation);

    public ValueTask<Coverage> Coverage(CoverageQuery query, CancellationToken cancellation) => presence.Coverage(query, cancellation);

    public ValueTask<InsideAnswer> Inside(InsideQuery query, CancellationToken cancellation) => presence.Inside(query, cancellation);

    public async ValueTask<Trips> Trips(TripsQuery query, CancellationToken cancellation)
    {
        var fixes = new List<Fix>();
        for (DateTime? from = query.From; from is { } start && fixes.Count <= TripsQuery.FixesMax;)
        {
            var page = await tracks.Read(
                new TrackQuery { EfectivoId = query.EfectivoId, From = start, To = query.To, Limit = FixesAPage }, cancellation);
            fixes.AddRange(page.Fixes);
            from = page.NextFrom;
        }
        return fixes.Count > TripsQuery.FixesMax
            ? new Trips { Verdict = HistoryVerdict.TooMany(TripsQuery.FixesMax, "fixes: ask for less time") }
            : new Trips { Verdict = HistoryVerdict.Answered, Legs = [.. TripRules.Legs(fixes)] };
    }

    public async ValueTask<PatrolReport> Patrol(PatrolQuery query, CancellationToken cancellation)
    {
        var bounds = AreaBounds.Of(query.Area);
        if (CellRange.Count(bounds, query.Level) > PatrolQuery.CellsMax)
        {
            return new PatrolReport { Verdict = HistoryVerdict.TooMany(PatrolQuery.CellsMax, "cells: ask for a smaller area or a coarser level") };
        }
        var evidence = await presence.Evidence(query, [.. CellRange.Of(bounds, query.Level)], cancellation);
        return evidence.Verdict.IsAnswered
            ? new PatrolReport
            {
                Verdict = evidence.Verdict, Cells = PatrolRules.Visited(evidence.Cells, evidence.Fixes, query.Level), Streets = evidence.Streets,
            }
            : new PatrolReport { Verdict = evidence.Verdict };
    }
}
