using System.Globalization;
using GrupoGad.Efectivos;
using GrupoGad.Operations;
using static GrupoGad.Silo.Tests.Operations.Plans;

namespace GrupoGad.Silo.Tests.Operations;

public sealed class OperationStorageTests(PostGisServer server) : OperationsOnPostGis(server)
{
    [Fact]
    public async Task The_typed_tables_follow_the_state()
    {
        await Silo.Registered("E-1");
        var operation = Silo.Operation("OP-1");
        var plan = Of("E-9") with { Area = [new(0, 0), new(0, 1), new(1, 1), new(1, 0)], Notes = "ñandú", Priority = OperationPriority.High };
        await operation.Plan(plan, Request());
        Assert.Equal("OP-1|1|3|E-9|ñandú|-58.3816 -34.6037|12364|", await Row());
        await operation.Assign(["E-1"], Request());
        await operation.Step("E-1", "", AssignmentStep.Accepted, Request());
        await operation.Move(OperationMove.Start, false, Request());
        Assert.EndsWith("started", await Row(), StringComparison.Ordinal);
        Assert.Equal(["E-1|3"], await Database.Lines("SELECT efectivo_id || '|' || step FROM operation_people"));
        Assert.Equal(
            ["1|planned", "2|assignment.reserved", "3|assignment.proposed", "4|assignment.accepted", "5|started"],
            await Database.Lines("SELECT sequence || '|' || what FROM operation_timeline ORDER BY sequence"));
        await operation.Plan(plan with { Point = null, Area = [] }, Request());
        Assert.Equal(1L, await Database.Ask<long>("SELECT count(*) FROM operations WHERE point IS NULL AND area IS NULL"));

        Task<string> Row() => Database.Ask<string>("""
            SELECT concat_ws('|', id, status, priority, commander, notes, ST_X(point::geometry) || ' ' || ST_Y(point::geometry),
                round(ST_Area(area, false) / 1e6), CASE WHEN actual_start IS NULL THEN '' ELSE 'started' END) FROM operations
            """);
    }

    [Fact]
    public async Task Orders_waivers_and_answers_stand_between_the_lines_of_the_operation_that_ordered_them()
    {
        var operation = Silo.Operation("OP-1");
        await operation.Plan(Of(), Request());
        await Ordered("o-1", kind: 1, "OP-1", waived: true);
        await Ordered("proposal", kind: 3, "OP-1", waived: false);
        await Ordered("of another", kind: 1, "OP-2", waived: false);
        await operation.Move(OperationMove.Start, true, Request());
        await Ordered("o-2", kind: 2, "OP-1", waived: false);

        string[] all = ["1 planned ", "1 order.issued o-1", "1 order.waived o-1", "1 order.accepted o-1", "2 started ", "2 order.issued o-2", "2 order.accepted o-2"];
        Assert.Equal(all, await Lines(0, 100));
        Assert.Equal(all[..1], await Lines(0, 1));
        Assert.Equal(all[1..], await Lines(1, 1));

        // More answers than a page has room for: those that are left out are counted.
        await Database.Run("INSERT INTO command_steps (at, recorded_at, step, command_id, efectivo_id, actor, reason) SELECT now(), now(), 6, 'o-2', 'M-' || n, 'x', '' FROM generate_series(1, 1500) n");
        var crowded = (await operation.Timeline(2, 1)).Entries;
        Assert.Equal((1_001, OrderLines.LeftOut, "502"), (crowded.Length, crowded[^1].What, crowded[^1].Reason));

        async Task<string[]> Lines(long after, int limit) =>
            [.. (await operation.Timeline(after, limit)).Entries.Select(entry => $"{entry.Sequence} {entry.What} {entry.CommandId}")];

        Task Ordered(string id, int kind, string operationId, bool waived) => Database.Run($"""
            INSERT INTO commands (issued_at, answer_by, deadline, closed_at, class, kind, closed_how, command_id, issuer, text, operation_id, assignment_id, attachment, digest, closed_by,
                close_reason, asked, unknown)
            VALUES (now(), now(), now(), {(waived ? "clock_timestamp()" : "NULL")}, 1, {kind}, {(waived ? "2" : "NULL")}, '{id}', 'operator-1', 'Cubrir la esquina',
                '{operationId}', '', '', '', 'operator-1', 'no longer needed', '[]', '[]');
            INSERT INTO command_steps (at, recorded_at, step, command_id, efectivo_id, actor, reason) VALUES (now(), clock_timestamp(), 3, '{id}', 'E-1', 'system', ''), (now(), clock_timestamp(), 6, '{id}', 'E-1', 'E-1', '');
            """);
    }

    [Fact]
    public async Task Five_hundred_are_assigned_in_one_call_with_two_writes_of_the_operation()
    {
        var people = Enumerable.Range(0, 500).Select(i => $"B-{i:D3}").ToArray();
        await Task.WhenAll(people.Chunk(50).Select(async some =>
        {
            foreach (var id in some)
            {
                await Silo.Registered(id);
            }
        }));
        await Silo.Operation("OP-1").Plan(Of(), Request());
        var before = await Version();
        var answer = await Silo.Operation("OP-1").Assign([.. people], Request());
        Assert.All(answer.Results, result => Assert.Equal(AssignOutcome.Reserved, result.Outcome));
        Assert.InRange(await Version() - before, 2, 3);
        Assert.Equal(500L, await Database.Ask<long>("""
            SELECT count(*) FROM grain_states WHERE state_name = 'efectivo' AND document @> '{"reservations":[{"operationId":"OP-1"}]}'
            """));
        await Reports.Until("all proposals went out", () => Task.FromResult(Silo.Commands.Issued.Count == 500));

        Task<int> Version() => Database.Ask<int>("SELECT version FROM operations WHERE id = 'OP-1'");
    }

    [Fact]
    public async Task An_operation_comes_back_from_the_store_with_all_it_was_and_goes_on()
    {
        await Silo.Registered("E-1");
        var start = Request();
        var operation = Silo.Operation("OP-1");
        await operation.Plan(Of("E-9") with { Area = [new(0, 0), new(0, 1), new(1, 1)] }, Request());
        await operation.Assign(["E-1"], Request());
        await operation.Step("E-1", "", AssignmentStep.Accepted, Request());
        await operation.Move(OperationMove.Start, false, start);
        var before = (await operation.Describe())!;

        await Silo.DisposeAsync();
        Silo = await OperationsSilo.Start(Database.Address);
        var after = (await Silo.Operation("OP-1").Describe())!;
        Assert.True(PlanRules.Same(before.Plan, after.Plan));
        Assert.Equal(before.Assignments, after.Assignments);
        Assert.Equal((before.Status, before.ActualStart, before.Version), (after.Status, after.ActualStart, after.Version));
        // The request is remembered too.
        Assert.Equal(OperationOutcome.Unchanged, (await Silo.Operation("OP-1").Move(OperationMove.Start, false, start)).Outcome);
        Assert.Equal(OperationOutcome.Done, (await Silo.Operation("OP-1").Move(OperationMove.Complete, false, Request())).Outcome);
        await Reports.Until("its people are free", async () =>
            await Silo.Grains.GetGrain<IEfectivoGrain>("E-1").Describe() is { Reservation: null, Availability: Availability.Available });
        await Reports.Until("its commander's time is free", async () =>
            await Database.Ask<int>("SELECT jsonb_array_length(document -> 'entries') FROM grain_states WHERE state_name = 'commander'") == 0);
    }

    [Fact]
    public async Task A_second_activation_of_an_operation_cannot_store_what_the_first_does_not_know()
    {
        await Silo.Operation("OP-1").Plan(Of(), Request());
        // As another activation would have written meanwhile.
        await Database.Run("UPDATE grain_states SET version = version + 1 WHERE state_name = 'operation'");
        await Assert.ThrowsAsync<GadUnavailableException>(async () => await Silo.Operation("OP-1").Move(OperationMove.Cancel, false, Request()));
        await Reports.Until("the next activation goes on from what is stored", async () =>
        {
            try
            {
                return (await Silo.Operation("OP-1").Move(OperationMove.Cancel, false, Request())).Outcome == OperationOutcome.Done;
            }
            catch (GadUnavailableException)
            {
                // Still the one before.
                return false;
            }
        });
        Assert.Equal("5", (await Database.Ask<short>("SELECT status FROM operations")).ToString(CultureInfo.InvariantCulture));
    }
}
