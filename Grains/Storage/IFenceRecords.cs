using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Fences;

namespace GrupoGad.Storage;

/// <summary>Reads stored fence events and visits.</summary>
public interface IFenceRecords
{
    /// <summary>Newest first.</summary>
    ValueTask<ImmutableArray<FenceEvent>> Find(FenceEventQuery query, CancellationToken cancellation);

    /// <summary>By number, after a number, none left out.</summary>
    ValueTask<ImmutableArray<FenceEvent>> After(long number, int limit, CancellationToken cancellation);

    /// <summary>The newest event's number; 0: there is none.</summary>
    ValueTask<long> Newest(CancellationToken cancellation);

    /// <summary>Events of a fence from which something follows that is not known to be done, oldest first.</summary>
    ValueTask<ImmutableArray<FenceEvent>> Owed(string fenceId, int limit, CancellationToken cancellation);

    /// <summary>An efectivo's visits, and how far they are known.</summary>
    /// <param name="after">Stored events before this are not looked for.</param>
    ValueTask<StoredStanding> Standing(string efectivoId, DateTime after, CancellationToken cancellation);

    /// <summary>Its stored fixes of a time that came lately, and the one before them.</summary>
    /// <param name="after">Device time, exclusive.</param>
    /// <param name="upTo">Device time, inclusive.</param>
    /// <param name="receivedSince">Our time.</param>
    ValueTask<LatelyReceived> Received(string efectivoId, DateTime after, DateTime upTo, DateTime receivedSince, CancellationToken cancellation);

    /// <summary>Its stored fixes of a time, some before it and one after it, in order.</summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Inclusive.</param>
    /// <param name="before">How many before, at most; none older than a day.</param>
    ValueTask<ImmutableArray<Fix>> Around(string efectivoId, DateTime from, DateTime to, int before, CancellationToken cancellation);

    /// <summary>Who visits a fence, by code.</summary>
    ValueTask<ImmutableArray<FenceVisitor>> Visitors(string fenceId, CancellationToken cancellation);
}

/// <param name="JudgedTo">Device time of the newest fix that changed something; null: none since the time asked for.</param>
public sealed record StoredStanding(ImmutableArray<(string FenceId, StoredVisit Visit)> Visits, DateTime? JudgedTo);

public readonly record struct FenceVisitor(string EfectivoId, StoredVisit Visit);

/// <param name="Before">The newest before all of these; null: none of the last two days.</param>
/// <param name="Fixes">By device time.</param>
public sealed record LatelyReceived(Fix? Before, ImmutableArray<Fix> Fixes);
