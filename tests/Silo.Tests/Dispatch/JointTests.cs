using GrupoGad.Dispatch;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.Operations;
using GrupoGad.Silo.Tests.Operations;
using static GrupoGad.Silo.Tests.Operations.Plans;

namespace GrupoGad.Silo.Tests.Dispatch;

/// <summary>Joint plans in the real grains: solved, kept, applied.</summary>
public sealed class JointTests : IAsyncLifetime
{
    private OperationsSilo _silo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IDispatchGrain Dispatch => _silo.Grains.GetGrain<IDispatchGrain>(0);

    public async ValueTask InitializeAsync() => _silo = await OperationsSilo.Start(address: null);

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task All_are_assigned_and_who_was_taken_meanwhile_is_told_one_by_one()
    {
        for (var i = 0; i < 8; i++)
        {
            await Standing($"E-{i}", i * 400);
        }
        await Planned("OP-1", 200);
        await Planned("OP-2", 1_800);
        await Planned("OP-RIVAL", 0);
        var plan = await Solved(plan => plan is { Totals.Filled: 4, Considered: 8 }, new JointNeed("OP-1", 2, ""), new JointNeed("OP-2", 0, ""), new JointNeed("OP-RIVAL", 1, ""));
        Assert.Equivalent(plan, await Dispatch.ReadJoint(plan.JointId, Cancellation), strict: true);
        Assert.True(plan is { IsStored: true, Short: [], SavedS: >= 0, Greedy.Filled: 4 });

        // One of them is given to another operation before the plan is applied.
        var lost = plan.Assignments.First(assignment => assignment.OperationId == "OP-1").Candidate.EfectivoId;
        await Planned("OP-FIRST", 0);
        await _silo.Operation("OP-FIRST").Assign([lost], Request(), Cancellation);
        var applied = await Dispatch.Apply(plan.JointId, "op", Cancellation);
        Assert.Equal(4, applied.Results.Length);
        Assert.Equal([("OP-1", lost, AssignOutcome.HeldByOther)], applied.Results.Where(result => result.Outcome != AssignOutcome.Reserved)
            .Select(result => (result.OperationId, result.EfectivoId, result.Outcome)));
        foreach (var result in applied.Results.Where(result => result.Outcome == AssignOutcome.Reserved))
        {
            Assert.Equal(result.OperationId, (await _silo.Grains.GetGrain<IEfectivoGrain>(result.EfectivoId).Describe(Cancellation))!.Reservation?.OperationId);
            Assert.Contains((await _silo.Operation(result.OperationId).Timeline(0, 50, Cancellation)).Entries,
                entry => entry.EfectivoId == result.EfectivoId && entry.Reason == "recommendation " + plan.JointId);
        }
        // Said again, nothing more happens.
        Assert.Equal(applied.Results, (await Dispatch.Apply(plan.JointId, "op", Cancellation)).Results);
    }

    [Fact]
    public async Task Who_is_held_counts_for_nobody_and_what_is_missing_is_told()
    {
        await Standing("E-1", 100);
        await Standing("E-2", 200);
        await Planned("OP-1", 0);
        await Planned("OP-2", 0);
        await _silo.Operation("OP-1").Assign(["E-1"], Request(), Cancellation);
        var plan = await Solved(plan => plan.Considered == 2, new JointNeed("OP-2", 3, ""));
        Assert.Equal(["E-2"], plan.Assignments.Select(assignment => assignment.Candidate.EfectivoId));
        Assert.Equal((2, "1 may go there, 3 are needed"), (Assert.Single(plan.Short).Missing, plan.Short[0].Rule));
    }

    [Fact]
    public async Task What_cannot_be_solved_is_refused_by_the_place_in_the_list()
    {
        await Planned("OP-1", 0);
        await _silo.Operation("OP-2").Plan(Of() with { Point = null }, Request(), Cancellation);
        await Planned("OP-3", 0);
        await _silo.Operation("OP-3").Move(OperationMove.Cancel, false, Request(), Cancellation);
        foreach (var (code, outcome) in new[] { ("OP-2", DispatchOutcome.NoPlace), ("OP-3", DispatchOutcome.OperationClosed), ("OP-4", DispatchOutcome.UnknownOperation) })
        {
            var answer = await Dispatch.Solve(Ask(new JointNeed("OP-1", 1, ""), new JointNeed(code, 1, "")), Cancellation);
            Assert.Equal((outcome, "operations[1].operationId", code), (answer.Outcome, answer.Field, answer.Value));
        }
    }

    private Task<JointPlan> Solved(Func<JointPlan, bool> holds, params JointNeed[] needs) =>
        Reports.Until("the cells know everybody", async () => (await Dispatch.Solve(Ask(needs), Cancellation)).Plan!, holds);

    private static JointRequest Ask(params JointNeed[] needs) => new() { Operations = [.. needs], Actor = "op" };

    private async Task Planned(string code, double eastM) =>
        Assert.Equal(OperationOutcome.Done, (await _silo.Operation(code).Plan(Of() with { Point = At(eastM) }, Request(), Cancellation)).Outcome);

    private async Task Standing(string id, double eastM)
    {
        await _silo.Registered(id);
        await _silo.Grains.GetGrain<IEfectivoGrain>(id).Report(
            Reports.Of(id, Reports.Now, latitude: At(eastM).Latitude, longitude: At(eastM).Longitude), Cancellation);
    }

    private static GeoPoint At(double eastM) => new(Obelisco.Latitude, Obelisco.Longitude + eastM / 111_195 / Math.Cos(Sphere.Radians(Obelisco.Latitude)));
}
