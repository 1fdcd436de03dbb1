using GrupoGad.Efectivos;
using GrupoGad.Faults;
using GrupoGad.Operations;
using static GrupoGad.Silo.Tests.Operations.Plans;

namespace GrupoGad.Cluster.Tests.Processes;

public sealed class OperationKillTests(SilosOnly silos) : IClassFixture<SilosOnly>
{
    public static TheoryData<string> Points => [.. FaultPoints.All];

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_silo_killed_at_any_step_leaves_nobody_held_twice_or_for_nobody(string point)
    {
        await silos.Complete();
        var name = $"K{FaultPoints.All.ToList().IndexOf(point):D2}";
        var people = Enumerable.Range(0, 4).Select(i => $"{name}-E{i}").ToArray();
        foreach (var id in people)
        {
            await Patient.Ask(() => silos.Efectivo(id).Register(new EfectivoProfile { DisplayName = id }), $"registering {id}");
        }
        var plan = Of($"{name}-BOSS");
        var (one, two) = ($"{name}-ONE", $"{name}-TWO");
        // So that a plan frees a booking too.
        await Plan(one, plan with { Commander = $"{name}-OTHER" });

        silos.Arm(point);
        await Plan(one, plan);
        var rival = Of();
        await Plan(two, rival);
        await Task.WhenAll(Assign(one, people), Assign(two, people));
        await Task.WhenAll(people.SelectMany(id => new[] { Step(one, id, AssignmentStep.Accepted), Step(two, id, AssignmentStep.Accepted) }));
        await silos.Complete();
        await Wake(one, two);
        await Agreed(people, one, two);
        // Everybody's time is moved with it, whichever of the two has them.
        await Plan(one, plan with { PlannedEnd = plan.PlannedEnd.AddMinutes(30) });
        await Plan(two, rival with { PlannedEnd = rival.PlannedEnd.AddMinutes(30) });
        await silos.Complete();
        await Wake(one, two);
        await Agreed(people, one, two);

        await Move(one, OperationMove.Start);
        await Move(one, OperationMove.Complete);
        await Move(two, OperationMove.Cancel);
        await Until.True(() => Task.FromResult(silos.HasStruck), $"a silo to die at {point}", 90);
        await silos.Complete();
        await Wake(one, two);
        await Agreed(people, one, two);

        // Another operation can have the commander's time, and everybody is free.
        await Plan($"{name}-THREE", plan);
        foreach (var id in people)
        {
            Assert.Equal((null, Availability.Available), await Patient.Ask(() => silos.Efectivo(id).Describe(), id) is { } view ? (view.Reservations.FirstOrDefault(), view.Availability) : default);
        }
        await TimelineIsWhole(one);
        await TimelineIsWhole(two);
    }

    [Fact]
    public async Task Operations_that_race_while_a_silo_is_killed_share_their_people_without_overlap()
    {
        await silos.Complete();
        var people = Enumerable.Range(0, 60).Select(i => $"RP-{i:D2}").ToArray();
        foreach (var id in people)
        {
            await Patient.Ask(() => silos.Efectivo(id).Register(new EfectivoProfile { DisplayName = id }), $"registering {id}");
        }
        string[] operations = ["RP-ONE", "RP-TWO"];
        foreach (var operation in operations)
        {
            await Plan(operation, Of());
        }
        var racing = Task.WhenAll(operations.SelectMany(operation => Enumerable.Range(0, 4).Select(async seed =>
        {
            var random = new Random(seed);
            for (var round = 0; round < 6; round++)
            {
                var some = people.OrderBy(_ => random.Next()).Take(15).ToArray();
                await Assign(operation, some);
                await Task.WhenAll(some.Take(5).Select(id => Step(operation, id, random.Next(2) == 0 ? AssignmentStep.Accepted : AssignmentStep.Released)));
            }
        })));
        await Until.True(async () => await silos.Database.Ask<long>("SELECT count(*) FROM operation_people WHERE operation_id LIKE 'RP-%'") > 30, "the race to be under way", 90);
        await silos.Silos[1].Kill();
        await racing;
        await silos.Complete();
        await Wake(operations);
        await Agreed(people, operations);
        Assert.Equal(0L, await silos.Database.Ask<long>("""
            SELECT count(*) FROM (SELECT efectivo_id FROM operation_people WHERE step BETWEEN 2 AND 5 GROUP BY efectivo_id HAVING count(*) > 1) AS twice
            """));
        await TimelineIsWhole("RP-ONE");
    }

    /// <summary>Both sides tell the same of everybody, and nothing is owed but what waits for commands.</summary>
    private async Task Agreed(string[] people, params string[] operations)
    {
        var differ = "";
        await Until.True(async () => (differ = await Difference(people, operations)).Length == 0, "both sides to agree", 120, () => Task.FromResult(differ));
    }

    private async Task<string> Difference(string[] people, string[] operations)
    {
        var bonds = new List<Assignment>();
        foreach (var operation in operations)
        {
            bonds.AddRange((await Patient.Ask(() => silos.Operation(operation).Describe(), operation))!.Assignments.Where(assignment => assignment.IsOpen));
        }
        foreach (var id in people)
        {
            // All of these operations are at one time.
            var reservations = (await Patient.Ask(() => silos.Efectivo(id).Describe(), id))!.Reservations;
            Assert.True(reservations.Length <= 1, $"{id} is held twice");
            var held = reservations.FirstOrDefault();
            var open = bonds.Where(bond => bond.EfectivoId == id).ToArray();
            Assert.True(open.Count(bond => bond.Step != AssignmentStep.Reserved) <= 1, $"{id} is held twice");
            if (open.Length != (held is null ? 0 : 1) || open.Any(bond => bond.AssignmentId != held!.AssignmentId || bond.IsWorking != held.Engaged))
            {
                return $"{id}: held by {held}, bonds {string.Join(", ", open.Select(bond => $"{bond.Step} {bond.AssignmentId}"))}";
            }
        }
        return "";
    }

    private async Task TimelineIsWhole(string operation) => Assert.Equal(0L, await silos.Database.Ask<long>($"""
        SELECT (SELECT (document ->> 'lastSequence')::bigint FROM grain_states WHERE state_name = 'operation' AND key = '{operation}')
            - (SELECT count(*) FROM operation_timeline WHERE operation_id = '{operation}')
        """));

    private async Task Plan(string operation, OperationPlan plan)
    {
        var request = Request();
        Answered(await Patient.Ask(() => silos.Operation(operation).Plan(plan, request), $"planning {operation}"));
    }

    private Task Assign(string operation, string[] people)
    {
        var request = Request();
        return Patient.Ask(() => silos.Operation(operation).Assign([.. people], request), $"assigning to {operation}");
    }

    /// <summary>Whether it holds the efectivo or not: what it may not do is refused.</summary>
    private Task Step(string operation, string efectivo, AssignmentStep step)
    {
        var request = Request();
        return Patient.Ask(() => silos.Operation(operation).Step(efectivo, "", step, request), $"{step} of {efectivo}");
    }

    private async Task Move(string operation, OperationMove move)
    {
        var request = Request();
        Answered(await Patient.Ask(() => silos.Operation(operation).Move(move, move == OperationMove.Start, request), $"{move} of {operation}"));
    }

    private async Task Wake(params string[] operations)
    {
        foreach (var operation in operations)
        {
            await Patient.Ask(async () =>
            {
                await silos.Operation(operation).Wake();
                return true;
            }, $"waking {operation}");
        }
    }

    private static void Answered(OperationAnswer answer) =>
        Assert.True(answer.Outcome is OperationOutcome.Done or OperationOutcome.Unchanged, $"{answer.Outcome} {answer.Field}: {answer.Rule}");
}
