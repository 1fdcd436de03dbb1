using GrupoGad.Efectivos;
using GrupoGad.Operations;
using static GrupoGad.Silo.Tests.Operations.Plans;

namespace GrupoGad.Cluster.Tests.Operations;

public sealed class RaceTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    [Fact]
    public async Task Two_operations_that_race_for_the_same_people_share_them_without_overlap()
    {
        var people = Enumerable.Range(0, 120).Select(i => $"RACE-{i:D3}").ToArray();
        await Task.WhenAll(people.Select(id => silos.Registered(id)));
        var operations = new[] { "RACE-A", "RACE-B" }.Select(id => silos.Grains.GetGrain<IOperationGrain>(id)).ToArray();
        foreach (var operation in operations)
        {
            await operation.Plan(Of(), Request());
        }
        await Task.WhenAll(operations.SelectMany(operation => Enumerable.Range(0, 12).Select(async round =>
        {
            var some = people.OrderBy(_ => Random.Shared.Next()).Take(30).ToArray();
            await operation.Assign([.. some], Request());
            foreach (var id in some.Take(5))
            {
                await operation.Step(id, "", round % 2 == 0 ? AssignmentStep.Released : AssignmentStep.Accepted, Request());
            }
        })));

        await TwoSilos.Until("both sides agree on every one", async () => (await Disagreements(people, operations)).Length == 0);
        var held = await Task.WhenAll(people.Select(async id => (await silos.Grains.GetGrain<IEfectivoGrain>(id).Describe())!.Reservation));
        Assert.Contains(held, reservation => reservation?.OperationId == "RACE-A");
        Assert.Contains(held, reservation => reservation?.OperationId == "RACE-B");
    }

    [Fact]
    public async Task Of_many_plans_that_race_for_one_commander_no_two_overlap()
    {
        await silos.Registered("BOSS-1");
        var random = new Random(417);
        var start = DateTime.UtcNow.AddHours(10);
        var operations = Enumerable.Range(0, 30).Select(i => silos.Grains.GetGrain<IOperationGrain>($"BOSS-{i:D2}")).ToArray();
        var plans = operations.Select(_ => random.Next(0, 600)).Select(minute => Of("BOSS-1") with
        {
            PlannedStart = start.AddMinutes(minute), PlannedEnd = start.AddMinutes(minute + 60),
        }).ToArray();
        await Task.WhenAll(operations.Select(async (operation, i) =>
        {
            await operation.Plan(plans[i], Request());
            await operation.Plan(plans[i] with { PlannedEnd = plans[i].PlannedEnd.AddMinutes(20) }, Request());
        }));

        var booked = (await Task.WhenAll(operations.Select(async operation => await operation.Describe()))).OfType<OperationView>()
            .Select(view => view.Plan).OrderBy(plan => plan.PlannedStart).ToArray();
        Assert.InRange(booked.Length, 2, operations.Length - 1);
        Assert.All(booked.Zip(booked.Skip(1)), pair => Assert.True(pair.First.PlannedEnd <= pair.Second.PlannedStart, $"{pair.First.PlannedEnd} and {pair.Second.PlannedStart} overlap"));
    }

    [Fact]
    public async Task A_commander_s_time_is_free_again_when_an_operation_closes_and_taken_when_it_reopens()
    {
        await silos.Registered("BOSS-2");
        var plan = Of("BOSS-2", startsInHours: 20);
        var (first, second) = (silos.Grains.GetGrain<IOperationGrain>("TIME-1"), silos.Grains.GetGrain<IOperationGrain>("TIME-2"));
        await first.Plan(plan, Request());
        var busy = await second.Plan(plan, Request());
        Assert.Equal((OperationOutcome.CommanderBusy, "commander", "BOSS-2"), (busy.Outcome, busy.Field, busy.Value));
        Assert.Null(await second.Describe());
        // One ends where the other begins.
        Assert.Equal(OperationOutcome.Done, (await second.Plan(plan with { PlannedStart = plan.PlannedEnd, PlannedEnd = plan.PlannedEnd.AddHours(1) }, Request())).Outcome);

        await first.Move(OperationMove.Start, true, Request());
        await first.Move(OperationMove.Complete, false, Request());
        Assert.Equal(OperationOutcome.Done, (await second.Plan(plan, Request())).Outcome);
        Assert.Equal(OperationOutcome.CommanderBusy, (await first.Move(OperationMove.Reopen, false, Request())).Outcome);
        await second.Move(OperationMove.Cancel, false, Request());
        Assert.Equal(OperationOutcome.Done, (await first.Move(OperationMove.Reopen, false, Request())).Outcome);
        Assert.Equal(OperationOutcome.CommanderBusy, (await silos.Grains.GetGrain<IOperationGrain>("TIME-3").Plan(plan, Request())).Outcome);
    }

    [Fact]
    public async Task A_booking_that_its_operation_never_stored_is_given_to_who_needs_it()
    {
        await silos.Registered("BOSS-3");
        var plan = Of("BOSS-3", startsInHours: 30);
        // As a process leaves it that dies after booking and before storing the plan.
        Assert.Null(await silos.Grains.GetGrain<ICommanderGrain>("BOSS-3").Book("PHANTOM-1", Booking.For(plan)!));
        Assert.Equal(OperationOutcome.Done, (await silos.Grains.GetGrain<IOperationGrain>("PHANTOM-2").Plan(plan, Request())).Outcome);
        Assert.Equal(OperationOutcome.CommanderBusy, (await silos.Grains.GetGrain<IOperationGrain>("PHANTOM-1").Plan(plan, Request())).Outcome);
    }

    [Fact]
    public async Task Proposals_wait_while_commands_are_away_and_go_out_once_when_they_are_back()
    {
        await silos.Registered("AWAY-001");
        var operation = silos.Grains.GetGrain<IOperationGrain>("AWAY-1");
        await operation.Plan(Of(), Request());
        silos.Commands.Away = true;
        try
        {
            Assert.Equal(AssignOutcome.Reserved, (await operation.Assign(["AWAY-001"], Request())).Results[0].Outcome);
            Assert.Empty(silos.Commands.Of("AWAY-1"));
        }
        finally
        {
            silos.Commands.Away = false;
        }
        await TwoSilos.Until("the proposal went out", () => Task.FromResult(silos.Commands.Of("AWAY-1").Count() == 1));
    }

    private async Task<string[]> Disagreements(string[] people, IOperationGrain[] operations)
    {
        var bonds = (await Task.WhenAll(operations.Select(async operation => (await operation.Describe())!.Assignments)))
            .SelectMany(assignments => assignments).Where(assignment => assignment.IsOpen).ToLookup(assignment => assignment.EfectivoId);
        var differ = new List<string>();
        foreach (var id in people)
        {
            var holders = bonds[id].Where(assignment => assignment.Step != AssignmentStep.Reserved).ToArray();
            Assert.True(holders.Length <= 1, $"{id} is held by {holders.Length} operations.");
            var reservation = (await silos.Grains.GetGrain<IEfectivoGrain>(id).Describe())!.Reservation;
            if (reservation?.AssignmentId != bonds[id].SingleOrDefault()?.AssignmentId || reservation?.Engaged == true != bonds[id].Any(assignment => assignment.IsWorking))
            {
                differ.Add(id);
            }
        }
        return [.. differ];
    }
}
