using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Fences;

namespace GrupoGad.Silo.MemoryStorage;

/// <summary>One silo's access to the fence events in memory.</summary>
internal sealed class MemoryFenceJournal(MemoryFenceEvents store, MemoryStates states, IServiceProvider services) : IFenceJournal, IFenceRecords
{
    private readonly Lazy<IFenceEcho?> _echo = new(services.GetService<IFenceEcho>);

    public ValueTask Append(FenceWrite write)
    {
        _echo.Value?.Stored(store.Add(write), write.Visits);
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> Recover(TimeSpan patience, CancellationToken cancellation) => new(true);

    public ValueTask Settle(ImmutableArray<FenceEvent> events)
    {
        store.Settle(events);
        return ValueTask.CompletedTask;
    }

    public ValueTask<ImmutableArray<FenceEvent>> Find(FenceEventQuery query, CancellationToken cancellation) =>
        new([.. store.Events().Select(one => one.Event).Reverse().Where(told => Matches(told, query)).Take(query.Limit)]);

    public ValueTask<ImmutableArray<FenceEvent>> After(long number, int limit, CancellationToken cancellation) =>
        new([.. store.Events().Select(one => one.Event).Where(told => told.Number > number).Take(limit)]);

    public ValueTask<long> Newest(CancellationToken cancellation) => new(store.Events() is [.., var last] ? last.Event.Number : 0);

    public ValueTask<ImmutableArray<FenceEvent>> Owed(string fenceId, int limit, CancellationToken cancellation) =>
        new([.. store.Events().Where(one => one.Owed && one.Event.FenceId == fenceId).Take(limit).Select(one => one.Event)]);

    public ValueTask<StoredStanding> Standing(StandingQuery asked, CancellationToken cancellation)
    {
        var visits = store.Visits().Where(visit => visit.EfectivoId == asked.EfectivoId).ToArray();
        // Findings of a moving fence are left out. They depend on two fixes, and the fix of the other efectivo may be the later one.
        var told = store.Events().Select(one => one.Event).Where(one => one.EfectivoId == asked.EfectivoId && one.Cause == FenceCause.Moved && !Moves(one.FenceId)
            && one.Kind is not (FenceEventKind.Void or FenceEventKind.VoidOver or FenceEventKind.Crowd or FenceEventKind.CrowdOver)).Select(one => one.At);
        var judgedTo = visits.Where(visit => !Moves(visit.FenceId)).Select(visit => visit.AsOf).Concat(told).Where(at => at > asked.After).DefaultIfEmpty(asked.After).Max();
        return new(new StoredStanding(
            [.. visits.Select(visit => (visit.FenceId, visit.Visit!.Value))],
            judgedTo < asked.UpTo ? store.Received(asked.EfectivoId, judgedTo, asked.UpTo, asked.ReceivedSince) : null, judgedTo > asked.UpTo));
    }

    public ValueTask<ImmutableArray<Fix>> Around(string efectivoId, DateTime from, DateTime to, int before, CancellationToken cancellation) =>
        new(store.Around(efectivoId, from, to, before));

    public ValueTask<ImmutableArray<FenceVisitor>> Visitors(string fenceId, CancellationToken cancellation) => new(
        [.. store.Visits().Where(visit => visit.FenceId == fenceId).OrderBy(visit => visit.EfectivoId, StringComparer.Ordinal)
            .Select(visit => new FenceVisitor(visit.EfectivoId, visit.Visit!.Value))]);

    private bool Moves(string fenceId) => states.Fence(fenceId)?.Plan?.Owner.Kind == FenceOwnerKind.Efectivo;

    private static bool Matches(FenceEvent told, FenceEventQuery query) =>
        (query.FenceId.Length == 0 || told.FenceId == query.FenceId)
        && (query.EfectivoId.Length == 0 || told.EfectivoId == query.EfectivoId)
        && (query.OperationId.Length == 0 || told.OperationId == query.OperationId)
        && (query.Kinds.IsEmpty || query.Kinds.Contains(told.Kind))
        && !(told.At < query.From) && !(told.At >= query.To) && !(told.Number >= query.Before);
}
