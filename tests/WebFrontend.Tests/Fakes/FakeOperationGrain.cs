using System.Collections.Concurrent;
using System.Collections.Immutable;
using GrupoGad.Operations;

namespace GrupoGad.WebFrontend.Tests.Fakes;

/// <summary>What the fake grain of one operation says.</summary>
internal sealed class OperationScript
{
    private static readonly ConcurrentDictionary<string, OperationScript> All = new();

    /// <summary>Null: never planned.</summary>
    public OperationView? View { get; set; }

    /// <summary>What every call is answered; null: done.</summary>
    public OperationAnswer? Answer { get; set; }

    public ImmutableArray<AssignResult> Results { get; set; } = [];

    public ImmutableArray<TimelineEntry> Entries { get; set; } = [];

    public ConcurrentQueue<(string What, OperationRequest Request)> Calls { get; } = new();

    public bool Away { get; set; }

    public static OperationScript Of(string code) => All.GetOrAdd(code, _ => new OperationScript());

    public OperationAnswer Take(string code, string what, OperationRequest request, OperationPlan? plan = null)
    {
        Calls.Enqueue((what, request));
        if (Away)
        {
            throw new GadUnavailableException("postgis");
        }
        var same = plan is not null && View is not null && PlanRules.Same(View.Plan, plan);
        if (Answer is null && request.Expected.Against(View?.Version, same) is not Mismatch.None and var mismatch)
        {
            return new OperationAnswer { Outcome = mismatch == Mismatch.Stale ? OperationOutcome.Stale : OperationOutcome.Unversioned, View = View };
        }
        if (Answer is null && !same && (plan ?? View?.Plan) is { } kept)
        {
            View = new OperationView { OperationId = code, Plan = kept, Status = OperationStatus.Planned, Version = (View?.Version ?? 0) + 1, Assignments = View?.Assignments ?? [] };
        }
        return Answer ?? new OperationAnswer { Outcome = View is null ? OperationOutcome.UnknownOperation : OperationOutcome.Done, View = View };
    }
}

internal sealed class FakeOperationGrain : Grain, IOperationGrain
{
    private string Code => this.GetPrimaryKeyString();

    private OperationScript Script => OperationScript.Of(Code);

    public ValueTask<OperationAnswer> Plan(OperationPlan plan, OperationRequest request, CancellationToken cancellation) =>
        ValueTask.FromResult(Script.Take(Code, "plan", request, plan));

    public ValueTask<OperationAnswer> Move(OperationMove move, bool force, OperationRequest request, CancellationToken cancellation) =>
        ValueTask.FromResult(Script.Take(Code, $"{move}{(force ? " by force" : "")}", request));

    public ValueTask<AssignAnswer> Assign(ImmutableArray<string> efectivos, OperationRequest request, CancellationToken cancellation)
    {
        Script.Take(Code, "assign " + string.Join(' ', efectivos), request);
        return ValueTask.FromResult(new AssignAnswer { Results = Script.Results, View = Script.View });
    }

    public ValueTask<OperationAnswer> Step(string efectivoId, string assignmentId, AssignmentStep step, OperationRequest request, CancellationToken cancellation) =>
        ValueTask.FromResult(Script.Take(Code, $"{efectivoId} {step}", request));

    public ValueTask<OperationAnswer> Fill(OperationRequest request, CancellationToken cancellation) => ValueTask.FromResult(Script.Take(Code, "fill", request));

    public ValueTask<OperationView?> Describe(CancellationToken cancellation) => ValueTask.FromResult(Script.View);

    public ValueTask<TimelinePage> Timeline(long after, int limit, CancellationToken cancellation)
    {
        var page = Script.Entries.Where(entry => entry.Sequence > after).Take(limit).ToImmutableArray();
        return ValueTask.FromResult(new TimelinePage { Entries = page, Next = page.Length == limit ? page[^1].Sequence : null });
    }

    public ValueTask Wake(CancellationToken cancellation) => ValueTask.CompletedTask;
}

internal sealed class FakeOperationDirectoryGrain : Grain, IOperationDirectoryGrain
{
    public static ConcurrentDictionary<string, OperationQuery> Asked { get; } = new();

    public ValueTask<OperationPage> Find(OperationQuery query, CancellationToken cancellation)
    {
        Asked[query.Text] = query;
        return ValueTask.FromResult(new OperationPage
        {
            Operations =
            [
                new OperationSummary
                {
                    OperationId = "OP-FOUND", Title = "Control de accesos", Type = OperationType.Patrol, Priority = OperationPriority.High,
                    Status = OperationStatus.InProgress, PlannedStart = DateTime.UtcNow, PlannedEnd = DateTime.UtcNow.AddHours(1), Version = 3,
                },
            ],
            Next = query.After.Length > 0 ? "" : "OP-FOUND",
        });
    }
}
