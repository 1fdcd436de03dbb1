using System.Collections.Immutable;
using GrupoGad.Faults;
using GrupoGad.Storage;
using Microsoft.Extensions.Logging;

namespace GrupoGad.Operations;

/// <inheritdoc cref="ICommanderGrain"/>
/// <remarks>
/// An operation books first and writes its plan afterwards, so a plan that is stored is always booked. A process that dies in between leaves a booking
/// that nobody needs. Such a booking does not stay. An operation that collides with it makes the diary ask its owner, and an owner that says no has first
/// written its own state again, so that a plan still under way with an older version can no longer be stored.
/// No circular wait is possible. The diary waits for operations; an operation answers <see cref="IBookedOperationGrain.Needs"/> without waiting for any diary.
/// </remarks>
public sealed partial class CommanderGrain(
    [PersistentState("commander", StorageNames.Grains)] IPersistentState<CommanderState> stored, IFaultPoints faults, ILogger<CommanderGrain> logger)
    : Grain, ICommanderGrain
{
    /// <summary>Bookings of one commander that are not over.</summary>
    private const int EntriesMax = 1_000;

    public async ValueTask<string?> Book(string operationId, Booking booking, CancellationToken cancellation)
    {
        if (stored.State.Entries.Any(entry => entry.Booking.Token == booking.Token))
        {
            return null;
        }
        var idle = ImmutableHashSet.CreateBuilder<string>();
        foreach (var other in stored.State.Entries.Where(entry => entry.OperationId != operationId && entry.Booking.Overlaps(booking)))
        {
            if (await GrainFactory.GetGrain<IBookedOperationGrain>(other.OperationId).Needs(other.Booking.Token, cancellation))
            {
                return other.OperationId;
            }
            idle.Add(other.Booking.Token);
        }
        if (stored.State.Entries.Length - idle.Count >= EntriesMax)
        {
            throw new GadUnavailableException("commander's diary");
        }
        await Store([.. stored.State.Entries.Where(entry => !idle.Contains(entry.Booking.Token)), new DiaryEntry(operationId, booking)], cancellation);
        await faults.Reach(FaultPoints.CommanderBooked);
        return null;
    }

    public async ValueTask Free(string token, CancellationToken cancellation)
    {
        var left = stored.State.Entries.RemoveAll(entry => entry.Booking.Token == token);
        if (left.Length < stored.State.Entries.Length)
        {
            await Store(left, cancellation);
        }
    }

    private async Task Store(ImmutableArray<DiaryEntry> entries, CancellationToken cancellation)
    {
        var before = stored.State;
        stored.State = before with { Entries = entries };
        try
        {
            await stored.WriteStateAsync(cancellation);
        }
        catch (Exception exception)
        {
            // Written or not: the next activation reads it.
            stored.State = before;
            DeactivateOnIdle();
            LogNotStored(logger, this.GetPrimaryKeyString(), exception);
            throw new GadUnavailableException("postgis");
        }
    }

    [LoggerMessage(1320, LogLevel.Warning, "The diary of commander {EfectivoId} could not be stored; the activation starts anew from what is stored")]
    private static partial void LogNotStored(ILogger logger, string efectivoId, Exception exception);
}
