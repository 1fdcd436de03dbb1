namespace GrupoGad.History;

/// <summary>Positions and state at any past instant and between two. Stateless; reads the store. Key: any.</summary>
/// <remarks>An answer that would be too large or takes too long is refused with the limit it met, never cut short in silence.</remarks>
[Alias(Aliases.HistoryGrain)]
public interface IHistoryGrain : IGrainWithIntegerKey
{
    /// <summary>The picture of an area as the live map showed it at an instant.</summary>
    [ResponseTimeout("00:00:30"), Alias(nameof(Snapshot))]
    ValueTask<PastPicture> Snapshot(SnapshotQuery query, CancellationToken cancellation = default);

    /// <summary>Later changes of that picture, in order: with the picture at <c>from</c> they give the picture of every instant up to <c>to</c>.</summary>
    [ResponseTimeout("00:00:30"), Alias(nameof(Changes))]
    ValueTask<PastChanges> Changes(ChangesQuery query, CancellationToken cancellation = default);

    /// <summary>A track of one efectivo in trips, stops and silences.</summary>
    [ResponseTimeout("00:00:30"), Alias(nameof(Trips))]
    ValueTask<Trips> Trips(TripsQuery query, CancellationToken cancellation = default);

    /// <summary>How many were in each cell of an area in each interval.</summary>
    [ResponseTimeout("00:00:30"), Alias(nameof(Coverage))]
    ValueTask<Coverage> Coverage(CoverageQuery query, CancellationToken cancellation = default);

    /// <summary>Efectivos inside an area between two instants.</summary>
    [ResponseTimeout("00:00:30"), Alias(nameof(Inside))]
    ValueTask<InsideAnswer> Inside(InsideQuery query, CancellationToken cancellation = default);

    /// <summary>Part of an area that a patrol visited in its shift.</summary>
    [ResponseTimeout("00:00:30"), Alias(nameof(Patrol))]
    ValueTask<PatrolReport> Patrol(PatrolQuery query, CancellationToken cancellation = default);
}
