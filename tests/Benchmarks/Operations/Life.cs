using System.Diagnostics;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Geo;
using GrupoGad.Operations;

namespace GrupoGad.Benchmarks.Operations;

/// <summary>One operation from its plan to its end, each request due at its own time, late or not.</summary>
public sealed class Life(IGrainFactory grains, string[] people, IReadOnlyDictionary<string, LatencyMeter> meters)
{
    /// <summary>Between the intended starts of two requests of one operation.</summary>
    public const int StepMs = 200;

    private long _answered, _asked, _refused, _errors, _lives;
    private string? _firstError;

    public static IReadOnlyList<string> Requests { get; } = ["create", "assign", "accept", "start", "close"];

    /// <summary>Requests with a right answer.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    public long Asked => Interlocked.Read(ref _asked);

    public long Refused => Interlocked.Read(ref _refused);

    public long Errors => Interlocked.Read(ref _errors);

    public long Lives => Interlocked.Read(ref _lives);

    public string? FirstError => _firstError;

    /// <summary>Its commander commands nothing else, so the diary is written too.</summary>
    public async Task Live(string id, long due)
    {
        Interlocked.Increment(ref _lives);
        var operation = grains.GetGrain<IOperationGrain>("OPS-" + id);
        var (first, second) = (people[Random.Shared.Next(people.Length)], people[Random.Shared.Next(people.Length)]);
        var reserved = "";
        await Step(0, due, async request => Done(await operation.Plan(Plan(id), request)));
        await Step(1, due, async request =>
        {
            var answer = await operation.Assign(first == second ? [first] : [first, second], request);
            Interlocked.Add(ref _asked, answer.Results.Length);
            Interlocked.Add(ref _refused, answer.Results.Count(result => result.Outcome != AssignOutcome.Reserved));
            reserved = answer.Results.FirstOrDefault(result => result.Outcome == AssignOutcome.Reserved).EfectivoId ?? "";
            // Held by another, or on task for it: right answers. Anything else is not.
            return answer.Results.All(result => result.Outcome is AssignOutcome.Reserved or AssignOutcome.HeldByOther) ? "" : string.Join(", ", answer.Results);
        });
        if (reserved.Length > 0)
        {
            await Step(2, due, async request => Done(await operation.Step(reserved, "", AssignmentStep.Accepted, request)));
        }
        await Step(3, due, async request => Done(await operation.Move(OperationMove.Start, reserved.Length == 0, request)));
        await Step(4, due, async request => Done(await operation.Move(OperationMove.Complete, false, request)));
    }

    private async Task Step(int step, long first, Func<OperationRequest, Task<string>> call)
    {
        var due = first + step * StepMs * Stopwatch.Frequency / 1_000;
        var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait);
            // The timer of this process is a millisecond coarse: what it is late by is not the product's.
            due = Math.Max(due, Math.Min(Stopwatch.GetTimestamp(), due + Stopwatch.Frequency / 1_000));
        }
        try
        {
            var wrong = await call(new OperationRequest(Guid.NewGuid().ToString("N"), "bench", "bench"));
            meters[Requests[step]].Record(Stopwatch.GetTimestamp() - due);
            if (wrong.Length == 0)
            {
                Interlocked.Increment(ref _answered);
                return;
            }
            Fail(wrong);
        }
        catch (Exception exception)
        {
            Fail($"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private void Fail(string what)
    {
        Interlocked.Increment(ref _errors);
        _firstError ??= what;
    }

    private static string Done(OperationAnswer answer) => answer.Outcome == OperationOutcome.Done ? "" : $"{answer.Outcome} {answer.Field} {answer.Rule}";

    private static OperationPlan Plan(string id) => new()
    {
        Title = "Bench operation " + id,
        Type = OperationType.Patrol,
        Priority = OperationPriority.Medium,
        PlannedStart = DateTime.UtcNow.AddHours(2),
        PlannedEnd = DateTime.UtcNow.AddHours(3),
        Point = new GeoPoint(-34.6, -58.4),
        Commander = "BOSS-" + id,
    };
}
