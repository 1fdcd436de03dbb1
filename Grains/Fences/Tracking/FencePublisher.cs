using System.Collections.Immutable;
using GrupoGad.Boards;
using Microsoft.Extensions.Logging;

namespace GrupoGad.Fences;

/// <summary>Publishes durable events to the feeds, to fences that count, and to fences whose events have effects. No caller waits for it.</summary>
/// <remarks>Feeds are soft. A count is read again from the store from time to time; the effects of an event stay pending there until they are done.</remarks>
internal sealed partial class FencePublisher(
    IGrainFactory grains, FenceMap map, FenceInstruments instruments, TimeProvider clock, ILogger<FencePublisher> logger) : IFenceEcho
{
    public void Stored(ImmutableArray<PendingFenceEvent> events, ImmutableArray<VisitRow> visits)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var shard in events.Where(one => one.Event.Number > 0).GroupBy(one => BoardShards.Of(one.Event.FenceId)))
        {
            Send(grains.GetGrain<IFenceFeedGrain>(shard.Key).Tell([.. shard.Select(one => one.Event)]));
        }
        foreach (var one in events)
        {
            instruments.Stored(one.Event, now);
        }
        foreach (var fence in events.Where(one => one.Owed).GroupBy(one => one.Event.FenceId))
        {
            Send(grains.GetGrain<IFenceKeeperGrain>(fence.Key).Follow([.. fence.Select(one => one.Event)]));
        }
        foreach (var fence in visits.Where(visit => Counts(visit.FenceId)).GroupBy(visit => visit.FenceId))
        {
            Send(grains.GetGrain<IFenceKeeperGrain>(fence.Key).Visited(
                [.. fence.Select(visit => new FenceVisitNews(visit.EfectivoId, visit.Visit is { Counts: true }, visit.At, visit.Cause))]));
        }
    }

    private bool Counts(string fenceId) => map.Find(fenceId)?.Plan.Watch is { VoidBelow: not null } or { CrowdAbove: not null };

    private void Send(ValueTask call) => _ = Wait(call.AsTask());

    private async Task Wait(Task call)
    {
        try
        {
            await call;
        }
        catch (Exception exception)
        {
            LogUntold(logger, exception);
        }
    }

    [LoggerMessage(1721, LogLevel.Warning, "A feed or a fence could not be told of stored events")]
    private static partial void LogUntold(ILogger logger, Exception exception);
}
