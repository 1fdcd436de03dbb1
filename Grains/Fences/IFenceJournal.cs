using System.Collections.Immutable;

namespace GrupoGad.Fences;

/// <summary>Where fence events and visits become durable, together and in batches. One per silo.</summary>
/// <remarks>An event's identity is its key, so a stored event is not written again.</remarks>
public interface IFenceJournal
{
    /// <summary>
    /// Completes when the write is durable. While storage is away it completes at once. The write is then kept in memory and on this machine's disk, within a
    /// limit, and stored later, by the next process if this one dies. No report is refused for it. Writes of one efectivo become durable in the order of the
    /// calls.
    /// </summary>
    /// <exception cref="ArgumentException">The storage refuses the values.</exception>
    ValueTask Append(FenceWrite write);

    /// <summary>
    /// Ends when the writes that a former process could not store are stored, before any grain starts. If it takes longer, the echo also reports these writes
    /// once stored.
    /// </summary>
    /// <returns>False: it is not all stored within the patience.</returns>
    ValueTask<bool> Recover(TimeSpan patience, CancellationToken cancellation);

    /// <summary>Marks the effects of these events as done.</summary>
    ValueTask Settle(ImmutableArray<FenceEvent> events);
}

/// <summary>Write of one judgement.</summary>
public sealed record FenceWrite
{
    public ImmutableArray<PendingFenceEvent> Events { get; init; } = [];

    public ImmutableArray<VisitRow> Visits { get; init; } = [];
}

/// <param name="Owed">A command or a line in a timeline follows from it.</param>
public readonly record struct PendingFenceEvent(FenceEvent Event, bool Owed);

/// <param name="AsOf">Device time of the fix that this is as of. A finding of an older fix does not replace it.</param>
/// <param name="At">When it changed: that, or our time when no fix of its own changed it.</param>
/// <param name="Visit">Null: it is over.</param>
public readonly record struct VisitRow(string EfectivoId, string FenceId, DateTime AsOf, DateTime At, FenceCause Cause, StoredVisit? Visit);

/// <summary>One who is inside a fence; of a corridor that it is to keep to, also outside.</summary>
public readonly record struct StoredVisit(DateTime Since, FenceMarks Marks)
{
    /// <summary>Inside, and met the filter when last judged.</summary>
    public bool Counts => (Marks & (FenceMarks.Admitted | FenceMarks.Deviating)) == FenceMarks.Admitted;
}

/// <summary>Receives writes that became durable.</summary>
public interface IFenceEcho
{
    /// <summary>Events that were not known before, numbered, in that order. Must not throw nor wait.</summary>
    void Stored(ImmutableArray<PendingFenceEvent> events, ImmutableArray<VisitRow> visits);
}
