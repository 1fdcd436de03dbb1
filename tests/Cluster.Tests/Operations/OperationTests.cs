using GrupoGad.Cells;
using GrupoGad.Commands;
using GrupoGad.Efectivos;
using GrupoGad.Operations;
using static GrupoGad.Silo.Tests.Operations.Plans;

namespace GrupoGad.Cluster.Tests.Operations;

public sealed class OperationTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    [Fact]
    public async Task An_operation_lives_from_plan_to_reopening_and_its_timeline_tells_all_of_it()
    {
        await silos.Registered("O-001");
        var operation = Operation("LIFE-1");
        Assert.Equal(OperationOutcome.Done, (await operation.Plan(Of(), Request())).Outcome);
        Assert.Equal(OperationOutcome.Precondition, (await operation.Move(OperationMove.Start, false, Request())).Outcome);
        Assert.Equal(AssignOutcome.Reserved, Assert.Single((await operation.Assign(["O-001"], Request())).Results).Outcome);
        foreach (var step in new[] { AssignmentStep.Accepted, AssignmentStep.EnRoute })
        {
            Assert.Equal(OperationOutcome.Done, (await operation.Step("O-001", "", step, Request())).Outcome);
        }
        foreach (var move in new[] { OperationMove.Start, OperationMove.Pause, OperationMove.Resume, OperationMove.Complete, OperationMove.Reopen, OperationMove.Cancel })
        {
            Assert.Equal(OperationOutcome.Done, (await operation.Move(move, false, Request())).Outcome);
        }
        var view = await operation.Describe();
        Assert.Equal((OperationStatus.Cancelled, AssignmentStep.Released), (view!.Status, Assert.Single(view.Assignments).Step));

        var timeline = await operation.Timeline(0, 100);
        Assert.Equal(
            [
                "planned", "assignment.reserved", "assignment.proposed", "assignment.accepted", "assignment.en-route", "started", "paused", "resumed",
                "assignment.released", "completed", "reopened", "cancelled",
            ],
            timeline.Entries.Select(entry => entry.What));
        Assert.Equal(("InProgress", "Paused", "operator-1", "why"), timeline.Entries[6] is var pause ? (pause.Before, pause.After, pause.Actor, pause.Reason) : default);
        Assert.Equal([1, 2], (await operation.Timeline(0, 2)).Entries.Select(entry => entry.Sequence));
        Assert.Equal([3, 4], (await operation.Timeline(2, 2)).Entries.Select(entry => entry.Sequence));
    }

    /// <summary>Its own work waits for a call that never answers. It used to hold up everybody who asked for the operation, for as long as it waited.</summary>
    [Fact]
    public async Task An_operation_that_begins_anew_answers_though_a_call_of_it_hangs()
    {
        await silos.Registered("O-005");
        var operation = Operation("ANEW-1");
        await operation.Plan(Of(), Request());
        var gate = new TaskCompletionSource();
        silos.Commands.Gate = gate.Task;
        try
        {
            await operation.Assign(["O-005"], Request());
            await TwoSilos.Until("its proposal is under way", () => Task.FromResult(Volatile.Read(ref silos.Commands.Held) > 0));
            await silos.Rewrite("ANEW-1");
            await Assert.ThrowsAsync<GadUnavailableException>(() => operation.Step("O-005", "", AssignmentStep.Accepted, Request()).AsTask());
            var view = await operation.Describe().AsTask().WaitAsync(TimeSpan.FromSeconds(25), TestContext.Current.CancellationToken);
            Assert.Equal("O-005", Assert.Single(view!.Assignments).EfectivoId);
        }
        finally
        {
            silos.Commands.Gate = Task.CompletedTask;
            gate.SetResult();
        }
        await TwoSilos.Until("the proposal went out", () => Task.FromResult(silos.Commands.Of("ANEW-1").Any()));
    }

    [Fact]
    public async Task Closing_is_said_again_without_harm_and_frees_its_people()
    {
        var efectivo = await silos.Registered("O-010");
        var operation = await Started("CLOSE-1", "O-010");
        await TwoSilos.Until("it is on task", async () => (await efectivo.Describe())!.Availability == Availability.OnTask);
        Assert.Equal(("CLOSE-1", true), (await efectivo.Describe())!.Reservation is { } held ? (held.OperationId, held.Engaged) : default);
        var close = Request();
        Assert.Equal(OperationOutcome.Done, (await operation.Move(OperationMove.Complete, false, close)).Outcome);
        Assert.Equal(OperationOutcome.Unchanged, (await operation.Move(OperationMove.Complete, false, close)).Outcome);
        Assert.Equal(OperationOutcome.Unchanged, (await operation.Move(OperationMove.Complete, false, Request())).Outcome);
        await TwoSilos.Until("it is free", async () => await efectivo.Describe() is { Reservation: null, Availability: Availability.Available });
    }

    [Fact]
    public async Task A_proposal_is_one_command_and_an_operator_s_word_answers_it()
    {
        await silos.Registered("O-020");
        var operation = Operation("PROPOSE-1");
        await operation.Plan(Of() with { Priority = OperationPriority.Critical }, Request());
        await operation.Assign(["O-020"], Request());
        await TwoSilos.Until("the proposal went out", () => Task.FromResult(silos.Commands.Of("PROPOSE-1").Any()));
        var command = Assert.Single(silos.Commands.Of("PROPOSE-1"));
        Assert.Equal((CommandClass.Critical, CommandKind.Proposal, "O-020"), (command.Class, command.Kind, command.Recipients[0].Value));
        Assert.Equal(command.AssignmentId, (await operation.Describe())!.Assignments[0].CommandId);

        await operation.Step("O-020", command.AssignmentId, AssignmentStep.Accepted, Request());
        await TwoSilos.Until("its command knows", () => Task.FromResult(silos.Commands.Steps.Any(said => said.Id == command.AssignmentId)));
        Assert.Equal((LadderStep.Accepted, "operator-1"), silos.Commands.Steps.First(said => said.Id == command.AssignmentId) is var said ? (said.Step.Step, said.Step.Actor) : default);
    }

    [Fact]
    public async Task Answers_given_while_nobody_listened_are_read_from_the_ladders()
    {
        var efectivos = new[] { "O-030", "O-031" };
        foreach (var id in efectivos)
        {
            await silos.Registered(id);
        }
        var operation = Operation("LADDER-1");
        await operation.Plan(Of(), Request());
        await operation.Assign([.. efectivos], Request());
        await TwoSilos.Until("both proposals went out", () => Task.FromResult(silos.Commands.Of("LADDER-1").Count() == 2));
        silos.Commands.Answered(Proposal("LADDER-1", "O-030"), LadderStep.EnRoute);
        silos.Commands.Answered(Proposal("LADDER-1", "O-031"), LadderStep.Refused, "no vehicle");
        await operation.Wake();
        await TwoSilos.Until("the operation has caught up", async () => (await Steps(operation)).SequenceEqual([AssignmentStep.EnRoute, AssignmentStep.Refused]));
        Assert.Equal("no vehicle", (await operation.Describe())!.Assignments[1].Reason);
        await TwoSilos.Until("who refused is free", async () => (await silos.Grains.GetGrain<IEfectivoGrain>("O-031").Describe())!.Reservation is null);
    }

    [Fact]
    public async Task Who_refuses_is_replaced_by_the_next_nearest_with_the_skill()
    {
        foreach (var (id, metres, skill) in new[] { ("O-041", 100, "dog"), ("O-042", 200, "medic"), ("O-043", 300, "dog"), ("O-044", 400, "dog") })
        {
            await (await silos.Registered(id, "F" + skill)).Report(Fixes.Report(id, Fixes.North(metres)));
        }
        // A cell is told beside the answer to a report: whoever is not there yet is not the nearest.
        await TwoSilos.Until("all with the skill are found", async () => (await silos.Grains.GetGrain<ISearchGrain>(0).Nearest(
            new NearestQuery { Point = Fixes.Obelisco, K = 10, Filter = new() { Skill = "Fdog" } })).Length == 3);
        var operation = Operation("FILL-1");
        await operation.Plan(Of(wanted: 1, skill: "Fdog"), Request());
        Assert.Empty((await operation.Describe())!.Assignments);
        Assert.Equal(OperationOutcome.Done, (await operation.Fill(Request())).Outcome);
        await TwoSilos.Until("the nearest is asked", async () => await Asked(operation, "O-041"));
        Assert.Equal(OperationOutcome.Done, (await operation.Step("O-041", "", AssignmentStep.Refused, Request())).Outcome);
        await TwoSilos.Until("the next one is asked", async () => await Asked(operation, "O-043"));
        Assert.Equal(OperationOutcome.Done, (await operation.Step("O-043", "", AssignmentStep.Expired, Request())).Outcome);
        await TwoSilos.Until("and the next", async () => await Asked(operation, "O-044"));
        Assert.DoesNotContain((await operation.Describe())!.Assignments, assignment => assignment.EfectivoId == "O-042");
    }

    [Fact]
    public async Task A_reserved_efectivo_cannot_be_sent_elsewhere_by_hand()
    {
        var efectivo = await silos.Registered("O-050");
        var operation = Operation("HAND-1");
        await operation.Plan(Of(), Request());
        await operation.Assign(["O-050"], Request());
        var refused = await efectivo.ChangeAvailability(new AvailabilityChange { To = Availability.OffDuty, Actor = "operator-1" });
        Assert.Equal(AvailabilityOutcome.IllegalTransition, refused.Outcome);
        Assert.Contains("HAND-1", refused.Rule, StringComparison.Ordinal);
        Assert.Equal(OperationOutcome.Done, (await operation.Step("O-050", "", AssignmentStep.Released, Request())).Outcome);
        await TwoSilos.Until("it is let go", async () =>
            (await efectivo.ChangeAvailability(new AvailabilityChange { To = Availability.OffDuty, Actor = "operator-1" })).Outcome == AvailabilityOutcome.Changed);
    }

    [Fact]
    public async Task Whoever_accepts_an_operation_of_tomorrow_is_free_today_and_on_task_when_it_sets_out()
    {
        var efectivo = await silos.Registered("O-051");
        var (tomorrow, today) = (Operation("TOMORROW-1"), Operation("TODAY-1"));
        await tomorrow.Plan(Of(startsInHours: 24), Request());
        await today.Plan(Of(), Request());
        Assert.Equal(AssignOutcome.Reserved, (await tomorrow.Assign(["O-051"], Request())).Results[0].Outcome);
        await tomorrow.Step("O-051", "", AssignmentStep.Accepted, Request());
        Assert.Equal((Availability.Available, null, "TOMORROW-1"), await efectivo.Describe() is { } view ? (view.Availability, view.Reservation, view.Reservations[0].OperationId) : default);
        Assert.Equal(AvailabilityOutcome.Changed, (await efectivo.ChangeAvailability(new AvailabilityChange { To = Availability.OffDuty, Actor = "operator-1" })).Outcome);
        await efectivo.ChangeAvailability(new AvailabilityChange { To = Availability.Available, Actor = "operator-1" });

        Assert.Equal(AssignOutcome.Reserved, (await today.Assign(["O-051"], Request())).Results[0].Outcome);
        await today.Step("O-051", "", AssignmentStep.Accepted, Request());
        await TwoSilos.Until("it is on task for today's", async () => await efectivo.Describe() is { Availability: Availability.OnTask, Reservation.OperationId: "TODAY-1" });
        // It cannot set out for tomorrow's before today's has let it go.
        var early = await tomorrow.Step("O-051", "", AssignmentStep.EnRoute, Request());
        Assert.Equal(OperationOutcome.PersonBusy, early.Outcome);
        await today.Move(OperationMove.Cancel, false, Request());
        await TwoSilos.Until("it is free", async () => await efectivo.Describe() is { Availability: Availability.Available, Reservation: null });
        Assert.Equal(OperationOutcome.Done, (await tomorrow.Step("O-051", "", AssignmentStep.EnRoute, Request())).Outcome);
        Assert.Equal((Availability.OnTask, "TOMORROW-1"), await efectivo.Describe() is { } begun ? (begun.Availability, begun.Reservation?.OperationId) : default);
    }

    [Fact]
    public async Task A_plan_moved_onto_another_operation_s_time_is_refused_and_a_free_time_is_taken()
    {
        var efectivo = await silos.Registered("O-052");
        var (one, two) = (Operation("MOVED-1"), Operation("MOVED-2"));
        var (first, second) = (Of(startsInHours: 24), Of(startsInHours: 30));
        await one.Plan(first, Request());
        await two.Plan(second, Request());
        await one.Assign(["O-052"], Request());
        await two.Assign(["O-052"], Request());
        var refused = await one.Plan(first with { PlannedEnd = second.PlannedStart.AddMinutes(1) }, Request());
        Assert.Equal((OperationOutcome.PersonBusy, "O-052"), (refused.Outcome, refused.Value));
        Assert.Contains("MOVED-2", refused.Rule, StringComparison.Ordinal);
        Assert.Equal(first.PlannedEnd, (await one.Describe())!.Plan.PlannedEnd);

        var later = first with { PlannedStart = second.PlannedEnd, PlannedEnd = second.PlannedEnd.AddHours(2) };
        Assert.Equal(OperationOutcome.Done, (await one.Plan(later, Request())).Outcome);
        await TwoSilos.Until("the new time alone is held", async () => (await efectivo.Describe())!.Reservations.Select(held => (held.From, held.To, held.AlsoFrom)).SequenceEqual(
            [(second.PlannedStart, second.PlannedEnd, null), (later.PlannedStart, later.PlannedEnd, null)]));
    }

    [Fact]
    public async Task A_close_that_was_asked_for_ends_the_filling_and_its_proposals_do_not_hold_it_up()
    {
        await (await silos.Registered("O-053", "Fstop")).Report(Fixes.Report("O-053", Fixes.North(500)));
        await TwoSilos.Until("it is found", async () => (await silos.Grains.GetGrain<ISearchGrain>(0).Nearest(
            new NearestQuery { Point = Fixes.Obelisco, K = 10, Filter = new() { Skill = "Fstop" } })).Length == 1);
        var operation = Operation("FILL-2");
        await operation.Plan(Of(wanted: 3, skill: "Fstop") with { Priority = OperationPriority.Critical }, Request());
        await operation.Move(OperationMove.Start, true, Request());
        await operation.Fill(Request());
        await TwoSilos.Until("it is asked", async () => await Asked(operation, "O-053"));
        Assert.Equal(3, (await operation.Describe())!.Filling);
        Assert.Equal(OperationOutcome.Done, (await operation.Move(OperationMove.Complete, false, Request())).Outcome);
        Assert.Equal((0, OperationStatus.Completed), await operation.Describe() is { } view ? (view.Filling, view.Status) : default);
    }

    [Theory]
    [InlineData(OperationMove.Complete, OperationStatus.Completed)]
    [InlineData(OperationMove.Cancel, OperationStatus.Cancelled)]
    public async Task A_close_that_names_the_version_which_is_there_is_done_though_the_operation_looks_for_people(OperationMove move, OperationStatus becomes)
    {
        var operation = Operation($"FILL-{move}".ToUpperInvariant());
        await operation.Plan(Of(wanted: 3, skill: "Nobody"), Request());
        await operation.Move(OperationMove.Start, true, Request());
        await operation.Fill(Request());
        var view = await operation.Describe();
        Assert.Equal(3, view!.Filling);
        Assert.Equal(OperationOutcome.Stale, (await operation.Move(move, false, Request() with { Expected = Expected.Version(view.Version - 1) })).Outcome);
        Assert.Equal(OperationOutcome.Done, (await operation.Move(move, false, Request() with { Expected = Expected.Version(view.Version) })).Outcome);
        Assert.Equal((0, becomes), await operation.Describe() is { } closed ? (closed.Filling, closed.Status) : default);
    }

    [Fact]
    public async Task Each_of_a_bulk_gets_its_own_answer_and_a_retry_the_same_ones()
    {
        foreach (var id in new[] { "O-060", "O-061", "O-062" })
        {
            await silos.Registered(id);
        }
        await silos.Grains.GetGrain<IEfectivoGrain>("O-061").ChangeAvailability(new AvailabilityChange { To = Availability.OffDuty, Actor = "operator-1" });
        await Started("BULK-1", "O-062");
        var operation = Operation("BULK-2");
        await operation.Plan(Of(), Request());
        var request = Request();
        AssignOutcome[] expected = [AssignOutcome.Reserved, AssignOutcome.NotAvailable, AssignOutcome.HeldByOther, AssignOutcome.UnknownEfectivo];
        Assert.Equal(expected, (await operation.Assign(["O-060", "O-061", "O-062", "O-NOBODY"], request)).Results.Select(result => result.Outcome));
        Assert.Equal(expected, (await operation.Assign(["O-060", "O-061", "O-062", "O-NOBODY"], request)).Results.Select(result => result.Outcome));
        Assert.Equal([AssignOutcome.AlreadyAssigned], (await operation.Assign(["O-060"], Request())).Results.Select(result => result.Outcome));
    }

    [Fact]
    public async Task What_was_never_planned_is_unknown()
    {
        var operation = Operation("NEVER-1");
        Assert.Null(await operation.Describe());
        Assert.Equal(OperationOutcome.UnknownOperation, (await operation.Move(OperationMove.Start, true, Request())).Outcome);
        Assert.Equal(AssignOutcome.UnknownOperation, (await operation.Assign(["O-1"], Request())).Results[0].Outcome);
    }

    private IOperationGrain Operation(string id) => silos.Grains.GetGrain<IOperationGrain>(id);

    private string Proposal(string operation, string efectivo) =>
        silos.Commands.Of(operation).First(command => command.Recipients[0].Value == efectivo).AssignmentId;

    private static async Task<bool> Asked(IOperationGrain operation, string efectivo) =>
        (await operation.Describe())!.Assignments.Any(assignment => assignment.EfectivoId == efectivo && assignment.Step == AssignmentStep.Proposed);

    private static async Task<IEnumerable<AssignmentStep>> Steps(IOperationGrain operation) =>
        (await operation.Describe())!.Assignments.Select(assignment => assignment.Step);

    private async Task<IOperationGrain> Started(string id, string efectivo)
    {
        var operation = Operation(id);
        await operation.Plan(Of(), Request());
        await operation.Assign([efectivo], Request());
        await operation.Step(efectivo, "", AssignmentStep.Accepted, Request());
        Assert.Equal(OperationOutcome.Done, (await operation.Move(OperationMove.Start, false, Request())).Outcome);
        return operation;
    }
}
