using GrupoGad.Alarms;
using GrupoGad.Boards;
using GrupoGad.Dispatch;
using GrupoGad.Duty;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.Operations;
using GrupoGad.Silo.Tests.Operations;
using static GrupoGad.Silo.Tests.Operations.Plans;

namespace GrupoGad.Silo.Tests.Dispatch;

/// <summary>Efectivos that may be sent, in the real grains: the nearest is on leave, the next has an alarm, the third may go.</summary>
public sealed class EligibilityTests : IAsyncLifetime
{
    private OperationsSilo _silo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IDispatchGrain Dispatch => _silo.Grains.GetGrain<IDispatchGrain>(0);

    public async ValueTask InitializeAsync()
    {
        _silo = await OperationsSilo.Start(address: null);
        await Standing("E-LEAVE", 100);
        await Standing("E-ALARM", 200);
        await Standing("E-FIT", 300);
        var hour = new WallTime(DateTime.SpecifyKind(DateTime.UtcNow.Date, DateTimeKind.Unspecified));
        var leave = new LeavePlan { Kind = LeaveKind.Vacation, TimeZone = "UTC", Start = hour, End = new WallTime(hour.Local.AddDays(3)) };
        Assert.Equal(DutyOutcome.Done, (await _silo.Grains.GetGrain<IDutyGrain>("E-LEAVE").AddLeave("L-1", leave, new("planner"), Cancellation)).Outcome);
        await _silo.Grains.GetGrain<IBoardGrain>(BoardShards.Of("E-ALARM")).Put(
            [new BoardItem { Alarm = new AlarmSummary { AlarmId = "A-1", EfectivoId = "E-ALARM", Kind = AlarmKind.Panic, Status = AlarmStatus.Acknowledged, RaisedAt = DateTime.UtcNow, Version = 1 } }]);
    }

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task A_recommendation_a_joint_plan_a_filling_and_a_hand_send_the_same_one_and_a_supervisor_s_reason_one_more()
    {
        var (byHand, filled) = (_silo.Operation("OP-HAND"), _silo.Operation("OP-FILL"));
        await byHand.Plan(Of(), Request(), Cancellation);
        await filled.Plan(Of(wanted: 1), Request(), Cancellation);
        var made = await Reports.Until("the cells know all three", async () => (await Dispatch.Recommend("OP-HAND", new RecommendRequest { Actor = "op", Count = 1 }, Cancellation)).Recommendation!,
            made => made.Considered == 3);
        Assert.Equal(["E-FIT"], made.Chosen.Select(candidate => candidate.EfectivoId));
        Assert.Equal([("E-LEAVE", ExclusionRule.OnLeave), ("E-ALARM", ExclusionRule.Alarmed)], made.Excluded.Select(exclusion => (exclusion.EfectivoId, exclusion.Rule)));
        var joint = (await Dispatch.Solve(new JointRequest { Operations = [new JointNeed("OP-HAND", 2, "")], Actor = "op" }, Cancellation)).Plan!;
        Assert.Equal(["E-FIT"], joint.Assignments.Select(assignment => assignment.Candidate.EfectivoId));

        await filled.Fill(Request(), Cancellation);
        await Reports.Until("the one who may go is asked", async () => (await filled.Describe(Cancellation))!.Assignments is [{ EfectivoId: "E-FIT", Step: AssignmentStep.Proposed }]);

        var kept = (await byHand.Assign(["E-LEAVE", "E-ALARM"], Request(), Cancellation)).Results;
        Assert.Equal([(AssignOutcome.Barred, "OnLeave", true), (AssignOutcome.Barred, "Alarmed", false)],
            kept.Select(result => (result.Outcome, string.Join(' ', result.Bars), result.MayOverrule)));
        Assert.Empty((await byHand.Describe(Cancellation))!.Assignments);

        var sent = (await byHand.Assign(["E-LEAVE", "E-ALARM"], Request("nobody else is near") with { Overrule = true }, Cancellation)).Results;
        Assert.Equal([AssignOutcome.Reserved, AssignOutcome.Barred], sent.Select(result => result.Outcome));
        Assert.Contains((await byHand.Timeline(0, 50, Cancellation)).Entries,
            entry => entry is { What: "assignment.overruled", EfectivoId: "E-LEAVE", Before: "OnLeave", Reason: "nobody else is near", Actor: "operator-1" });
    }

    [Fact]
    public async Task Who_is_off_duty_is_sent_at_once_by_a_supervisor_s_reason_alone()
    {
        await _silo.Grains.GetGrain<IEfectivoGrain>("E-FIT").ChangeAvailability(new AvailabilityChange { To = Availability.OffDuty, Actor = "op" }, Cancellation);
        var operation = _silo.Operation("OP-OFF");
        await operation.Plan(Of(), Request(), Cancellation);
        var request = Request();
        foreach (var _ in new[] { "first", "again" })
        {
            var kept = Assert.Single((await operation.Assign(["E-FIT"], request, Cancellation)).Results);
            Assert.Equal((AssignOutcome.NotAvailable, true, "it is OffDuty"), (kept.Outcome, kept.MayOverrule, kept.Rule));
        }
        var nameless = await operation.Assign(["E-FIT"], Request(reason: " ") with { Overrule = true }, Cancellation);
        Assert.Equal((OperationOutcome.Invalid, "reason"), (nameless.Refusal?.Outcome, nameless.Refusal?.Field));
        Assert.Equal(AssignOutcome.Reserved, Assert.Single((await operation.Assign(["E-FIT"], Request("called at home") with { Overrule = true }, Cancellation)).Results).Outcome);
    }

    private async Task Standing(string id, double eastM)
    {
        await _silo.Registered(id);
        await _silo.Grains.GetGrain<IEfectivoGrain>(id).Report(Reports.Of(
            id, Reports.Now, latitude: Obelisco.Latitude, longitude: Obelisco.Longitude + eastM / 111_195 / Math.Cos(Sphere.Radians(Obelisco.Latitude))), Cancellation);
    }
}
