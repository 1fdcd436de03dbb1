using System.Collections.Concurrent;
using System.Collections.Immutable;
using GrupoGad.Operations;

namespace GrupoGad.WebFrontend.Tests.Fakes;

/// <summary>What the fake grain of one operation answers, and what it was asked; shared with the test, which is in the same process.</summary>
internal sealed class OperationScript
{
    private static readonly ConcurrentDictionary<string, OperationScript> All = new();

    /// <summary>Null: it was never planned.</summary>
    public OperationView? View { get; set; }

    /// <summary>What a change is answered; null: it is done.</summary>
    public Func<OperationAnswer>? Judge { get; set; }

    public ImmutableArray<AssignResult> Assigned { get; set; } = [];

    public ConcurrentQueue<OperationCall> Calls { get; } = new();

    public static OperationScript Of(string code) => All.GetOrAdd(code, _ => new OperationScript());
}

/// <param name="What">Name of the method and what it was given.</param>
internal sealed record OperationCall(string What, OperationRequest Request);

internal sealed class FakeOperationGrain : Grain, IOperationGrain
{
    private string Code => this.GetPrimaryKeyString();

    private OperationScript Script => OperationScript.Of(Code);

    public ValueTask<OperationAnswer> Plan(OperationPlan plan, OperationRequest request, CancellationToken cancellation)
    {
        var status = Script.View?.Status ?? OperationStatus.Planned;
        return Answer($"Plan {plan.Title}", request, () => Script.View = new OperationView { OperationId = Code, Plan = plan, Status = status, Version = 1 });
    }

    public ValueTask<OperationAnswer> Move(OperationMove move, bool force, OperationRequest request, CancellationToken cancellation) =>
        Answer($"Move {move} {force}", request, () => { });

    public ValueTask<AssignAnswer> Assign(ImmutableArray<string> efectivos, OperationRequest request, CancellationToken cancellation)
    {
        Script.Calls.Enqueue(new OperationCall($"Assign {string.Join(',', efectivos)}", request));
        return ValueTask.FromResult(new AssignAnswer { Results = Script.Assigned, View = Script.View });
    }

    public ValueTask<OperationAnswer> Step(string efectivoId, string assignmentId, AssignmentStep step, OperationRequest request, CancellationToken cancellation) =>
        Answer($"Step {efectivoId} {assignmentId} {step}", request, () => { });

    public ValueTask<OperationView?> Describe(CancellationToken cancellation) => ValueTask.FromResult(Script.View);

    public ValueTask<TimelinePage> Timeline(long after, int limit, CancellationToken cancellation) => ValueTask.FromResult(new TimelinePage { Entries = [] });

    public ValueTask Wake(CancellationToken cancellation) => ValueTask.CompletedTask;

    private ValueTask<OperationAnswer> Answer(string what, OperationRequest request, Action change)
    {
        Script.Calls.Enqueue(new OperationCall(what, request));
        if (Script.Judge is { } judge)
        {
            return ValueTask.FromResult(judge());
        }
        change();
        var outcome = Script.View is null ? OperationOutcome.UnknownOperation : OperationOutcome.Done;
        return ValueTask.FromResult(new OperationAnswer { Outcome = outcome, View = Script.View });
    }
}
