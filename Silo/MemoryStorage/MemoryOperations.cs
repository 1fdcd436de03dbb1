using System.Runtime.CompilerServices;
using GrupoGad.Operations;
using GrupoGad.Recovery;

namespace GrupoGad.Silo.MemoryStorage;

/// <summary>Operations among the states in memory: search, timelines, and operations with pending work.</summary>
internal sealed class MemoryOperations(MemoryStates states, MemoryCommands commands) : IOperationDirectory, IOperationTimeline, IPendingWork
{
    public string Kind => "operations";

    public ValueTask<OperationPage> Find(OperationQuery query, CancellationToken cancellation)
    {
        var found = states.All<OperationState>()
            .Where(entry => entry.State.Plan is not null && Matches(entry.Key, entry.State, query))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal).Take(query.Limit + 1).ToArray();
        return new(new OperationPage
        {
            Operations = [.. found.Take(query.Limit).Select(entry => OperationViews.Summary(entry.Key, entry.State))],
            Next = found.Length > query.Limit ? found[query.Limit - 1].Key : "",
        });
    }

    public ValueTask<TimelinePage> Read(string operationId, long after, int limit, CancellationToken cancellation)
    {
        var timeline = states.Timeline(operationId).ToArray();
        var entries = timeline.SkipWhile(entry => entry.Sequence <= after).Take(limit + 1).ToArray();
        var from = timeline.LastOrDefault(entry => entry.Sequence <= after)?.At ?? DateTime.MinValue;
        var to = entries.Length > limit ? entries[limit - 1].At : DateTime.MaxValue;
        var orders = commands.Orders(operationId).Where(order => order.At >= from && order.At < to).OrderBy(order => order.At).ToArray();
        return new(new TimelinePage
        {
            Entries = OrderLines.Between(after, [.. entries.Take(limit)], [.. orders.Take(OrderLines.Max)], orders.Length), Next = entries.Length > limit ? entries[limit - 1].Sequence : null,
        });
    }

    public async IAsyncEnumerable<string> Keys([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (key, state) in states.All<OperationState>().Where(entry => entry.State is { Plan: not null, IsClosed: false } or { Owes: true }))
        {
            yield return key;
        }
        await Task.CompletedTask;
    }

    public ValueTask Wake(IGrainFactory grains, string key, CancellationToken cancellation) => grains.GetGrain<IOperationGrain>(key).Wake(cancellation);

    private static bool Matches(string id, OperationState state, OperationQuery query) =>
        string.CompareOrdinal(id, query.After) > 0
        && (query.Statuses.IsEmpty || query.Statuses.Contains(state.Status))
        && (id.Contains(query.Text, StringComparison.OrdinalIgnoreCase) || state.Plan!.Title.Contains(query.Text, StringComparison.OrdinalIgnoreCase))
        && (query.EfectivoId.Length == 0 || state.Bonds.ContainsKey(query.EfectivoId))
        && !(state.Plan!.PlannedEnd < query.From) && !(state.Plan.PlannedStart > query.To)
        && (query.Bounds is not { } bounds || (state.Plan.Point is { } point && bounds.Contains(point)) || state.Plan.Area.Any(bounds.Contains));
}
