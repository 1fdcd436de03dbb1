using System.Collections.Immutable;
using GrupoGad.Efectivos;

namespace GrupoGad.Fences;

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

    /// <summary>
    /// The last standing of an efectivo that is being activated, and the fixes that it has to judge again. Many questions at once share one read.
    /// </summary>
    ValueTask<StoredStanding> Standing(StandingQuery asked, CancellationToken cancellation);

    /// <summary>Its stored fixes of a time, some before it and one after it, in order.</summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Inclusive.</param>
    /// <param name="before">How many before, at most; none older than a day.</param>
    ValueTask<ImmutableArray<Fix>> Around(string efectivoId, DateTime from, DateTime to, int before, CancellationToken cancellation);

    /// <summary>Visitors of a fence, by code.</summary>
    ValueTask<ImmutableArray<FenceVisitor>> Visitors(string fenceId, CancellationToken cancellation);
}

/// <param name="After">Device time; earlier events are not looked for.</param>
/// <param name="UpTo">Device time of its last fix, inclusive.</param>
/// <param name="ReceivedSince">Our time: fixes that came before are not judged again.</param>
public readonly record struct StandingQuery(string EfectivoId, DateTime After, DateTime UpTo, DateTime ReceivedSince);

/// <param name="Track">Fixes received lately after the newest one that changed something; null: that was the last, so nothing is judged again.</param>
/// <param name="IsAhead">The visits are of a later fix than the one asked for.</param>
public sealed record StoredStanding(ImmutableArray<(string FenceId, StoredVisit Visit)> Visits, LatelyReceived? Track, bool IsAhead = false);

public readonly record struct FenceVisitor(string EfectivoId, StoredVisit Visit);

/// <param name="Before">The newest before all of these; null: none of the last two days.</param>
/// <param name="Fixes">By device time.</param>
public sealed record LatelyReceived(Fix? Before, ImmutableArray<Fix> Fixes);
