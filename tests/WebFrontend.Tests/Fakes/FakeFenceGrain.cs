using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using GrupoGad.Fences;

namespace GrupoGad.WebFrontend.Tests.Fakes;

/// <summary>What the fake grain of one fence says.</summary>
internal sealed class FenceScript
{
    private static readonly ConcurrentDictionary<string, FenceScript> All = new();

    /// <summary>Null: there is none.</summary>
    public FenceView? View { get; set; }

    /// <summary>What every call is answered; null: done.</summary>
    public FenceAnswer? Answer { get; set; }

    public bool Away { get; set; }

    public ConcurrentQueue<(string What, string Actor)> Calls { get; } = new();

    public static FenceScript Of(string code) => All.GetOrAdd(code, _ => new FenceScript());
}

internal sealed class FakeFenceGrain : Grain, IFenceGrain
{
    private FenceScript Script => FenceScript.Of(this.GetPrimaryKeyString());

    public ValueTask<FenceAnswer> Put(FencePlan plan, string actor, Expected expected, CancellationToken cancellation)
    {
        Take("put", actor);
        if (Script.Answer is { } answer)
        {
            return ValueTask.FromResult(answer);
        }
        var same = Script.View is { } known && JsonSerializer.Serialize(known.Plan) == JsonSerializer.Serialize(plan);
        if (expected.Against(Script.View?.Version, same) is not Mismatch.None and var mismatch)
        {
            return ValueTask.FromResult(new FenceAnswer { Outcome = mismatch == Mismatch.Stale ? FenceOutcome.Stale : FenceOutcome.Unversioned, View = Script.View });
        }
        if (same)
        {
            return ValueTask.FromResult(new FenceAnswer { Outcome = FenceOutcome.Unchanged, View = Script.View });
        }
        var created = Script.View is null;
        Script.View = new FenceView
        {
            FenceId = this.GetPrimaryKeyString(), Plan = plan, Version = (Script.View?.Version ?? 0) + 1, Watching = true, ChangedAt = DateTime.UtcNow,
            ChangedBy = actor, Inside = ["E-0001"], InsideCount = 1,
        };
        return ValueTask.FromResult(new FenceAnswer { Outcome = created ? FenceOutcome.Created : FenceOutcome.Changed, View = Script.View });
    }

    public ValueTask<FenceAnswer> Remove(string actor, Expected expected, CancellationToken cancellation)
    {
        Take("remove", actor);
        if (Script.View is { } there && expected.Against(there.Version) == Mismatch.Stale)
        {
            return ValueTask.FromResult(new FenceAnswer { Outcome = FenceOutcome.Stale, View = there });
        }
        var known = Script.View is not null;
        Script.View = null;
        return ValueTask.FromResult(new FenceAnswer { Outcome = known ? FenceOutcome.Removed : FenceOutcome.UnknownFence });
    }

    public ValueTask<FenceView?> Describe(CancellationToken cancellation) => ValueTask.FromResult(Script.View);

    private void Take(string what, string actor)
    {
        Script.Calls.Enqueue((what, actor));
        if (Script.Away)
        {
            throw new GadUnavailableException("postgis");
        }
    }
}

/// <summary>Events that tests add, and plans of a name that is refused.</summary>
internal sealed class FakeFenceDirectoryGrain : Grain, IFenceDirectoryGrain
{
    public const string RefusedName = "broken";

    private static readonly Lock Gate = new();
    private static ImmutableList<FenceEvent> s_events = [];

    public static ConcurrentQueue<FenceQuery> Asked { get; } = new();

    public static ConcurrentQueue<FenceEventQuery> AskedEvents { get; } = new();

    /// <summary>The number it got.</summary>
    public static long Add(string fenceId, string efectivoId, FenceEventKind kind = FenceEventKind.Enter)
    {
        lock (Gate)
        {
            var told = new FenceEvent
            {
                FenceId = fenceId, FenceName = "Zona", Kind = kind, EfectivoId = efectivoId, At = DateTime.UtcNow, KnownAt = DateTime.UtcNow,
                Number = s_events.Count + 1,
            };
            s_events = s_events.Add(told);
            return told.Number;
        }
    }

    public ValueTask<FencePage> Find(FenceQuery query, CancellationToken cancellation)
    {
        Asked.Enqueue(query);
        var view = new FenceView
        {
            FenceId = "ZONA-1", Version = 2, ChangedAt = DateTime.UtcNow, ChangedBy = "test",
            Plan = new FencePlan
            {
                Name = "Zona 1",
                Shape = new FenceShape { Kind = FenceKind.Polygon, Parts = [new FencePart { Outer = [new(-34, -58), new(-34, -57), new(-35, -57)] }] },
            },
        };
        return ValueTask.FromResult(new FencePage { Fences = [view], Next = query.Limit == 1 ? "ZONA-1" : "" });
    }

    public ValueTask<FenceAnswer?> Check(FencePlan plan, CancellationToken cancellation) => ValueTask.FromResult(plan.Name == RefusedName
        ? new FenceAnswer { Outcome = FenceOutcome.Invalid, Field = "Shape", Value = "self-intersection", Rule = "a valid shape", Fault = new(-34.5, -58.5) }
        : FencePlanRules.Refuses(plan));

    /// <summary>As the grain does it: the rule is pure.</summary>
    public ValueTask<FenceMending> Mend(FencePlan plan, CancellationToken cancellation) => ValueTask.FromResult(FencePlanMending.Mend(plan));

    public ValueTask<FenceEventPage> Events(FenceEventQuery query, CancellationToken cancellation)
    {
        AskedEvents.Enqueue(query);
        var found = s_events.Where(told => told.FenceId == query.FenceId).Reverse().Take(query.Limit).ToImmutableArray();
        return ValueTask.FromResult(new FenceEventPage { Events = found, Next = found.Length == query.Limit ? found[^1].Number : null });
    }

    public ValueTask<FenceEventPage> EventsAfter(long number, int limit, CancellationToken cancellation)
    {
        var events = s_events;
        ImmutableArray<FenceEvent> page = number < 0 ? [] : [.. events.Where(told => told.Number > number).Take(limit)];
        return ValueTask.FromResult(new FenceEventPage { Events = page, Next = page.IsEmpty ? Math.Max(number, number < 0 ? events.Count : 0) : page[^1].Number });
    }
}

internal sealed class FakeFenceFeedGrain : Grain, IFenceFeedGrain
{
    public static ConcurrentDictionary<(long Shard, IFenceFeedWatcher Watcher), bool> Watchers { get; } = new();

    private long Shard => this.GetPrimaryKeyLong();

    public async ValueTask Tell(ImmutableArray<FenceEvent> events)
    {
        foreach (var (shard, watcher) in Watchers.Keys)
        {
            if (shard == Shard)
            {
                await watcher.OnFenceEvents(new FenceEventBatch { Shard = (int)shard, Events = events });
            }
        }
    }

    public ValueTask Watch(IFenceFeedWatcher watcher)
    {
        Watchers[(Shard, watcher)] = true;
        return ValueTask.CompletedTask;
    }

    public ValueTask Unwatch(IFenceFeedWatcher watcher)
    {
        Watchers.TryRemove((Shard, watcher), out _);
        return ValueTask.CompletedTask;
    }
}
