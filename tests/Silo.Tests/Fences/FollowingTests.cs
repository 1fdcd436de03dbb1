using GrupoGad.Commands;
using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.Operations;
using GrupoGad.Silo.Recovery;
using static GrupoGad.Silo.Tests.Fences.FenceSilo;
using static GrupoGad.Silo.Tests.Fences.Squares;

namespace GrupoGad.Silo.Tests.Fences;

/// <summary>What follows from an event, and what fences do by themselves.</summary>
public sealed class FollowingTests(PostGisServer server) : IAsyncLifetime
{
    private static readonly FenceReaction _order = new()
    {
        On = [FenceEventKind.Enter], Class = CommandClass.Operational, Kind = CommandKind.Order, Text = "Retírese",
        Recipients = [new Recipients { Kind = RecipientKind.Efectivo, Value = "*" }],
    };

    private TestDatabase _database = null!;
    private FenceSilo _silo = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        _silo = await FenceSilo.Start(_database.Address);
        await _silo.Registered("E-1", "E-2");
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task An_event_sends_its_command_once_also_when_nobody_took_it_until_after_a_restart()
    {
        await _silo.Put("PLAZA", Plan() with { Reaction = _order });
        _silo.Commands.Away = true;
        await _silo.Report(At("E-1", Inside, After(0)));
        await Reports.Until("a command was tried", () => Task.FromResult(_silo.Commands.IssueCalls > 0 || _silo.Commands.Away));
        Assert.Equal(1L, await _database.Ask<long>("SELECT count(*) FROM fence_events WHERE owed"));
        await _silo.DisposeAsync();

        _silo = await FenceSilo.Start(_database.Address);
        await NothingIsOwed();
        var (id, wish) = Assert.Single(_silo.Commands.Issued);
        Assert.Matches("^[A-Za-z0-9_-]{8,64}$", id);
        Assert.Equal(("E-1", "system", Inside), (Assert.Single(wish.Recipients).Value, wish.Issuer, wish.Point!.Value));
        Assert.StartsWith("Retírese\nPlaza: E-1 entró / E-1 entered (", wish.Text, StringComparison.Ordinal);

        await _silo.Report(At("E-1", Outside, After(60)));
        await _silo.Report(At("E-1", Inside, After(120)));
        await Reports.Until("the second entry's", () => Task.FromResult(_silo.Commands.Issued.Count == 2));
        await NothingIsOwed();
        Assert.Equal(2, _silo.Commands.Issued.Count);
    }

    [Fact]
    public async Task That_somebody_removes_a_fence_is_told_to_all_who_look_but_commands_nobody()
    {
        await _silo.Grains.GetGrain<IOperationGrain>("OP-1").Plan(Operations.Plans.Of(), Operations.Plans.Request());
        await _silo.Grains.GetGrain<IOperationGrain>("OP-1").Move(OperationMove.Start, true, Operations.Plans.Request());
        var watch = new FenceWatch { Enter = true, Exit = true, VoidBelow = 2 };
        var reaction = _order with { On = [FenceEventKind.Exit, FenceEventKind.VoidOver, FenceEventKind.CrowdOver] };
        await _silo.Put("PLAZA", Plan() with { Watch = watch, Reaction = reaction });
        await _silo.Put("ZONA", Plan() with { Watch = watch, Reaction = reaction, Owner = new FenceOwner(FenceOwnerKind.Operation, "OP-1") });
        string[] fences = ["PLAZA", "ZONA"];
        foreach (var fence in fences)
        {
            await _silo.Tells(fence, ":Void");
        }
        await _silo.Report(At("E-1", Inside, After(0)));
        foreach (var fence in fences)
        {
            await _silo.Tells(fence, ":Void E-1:Enter");
            Assert.Equal(FenceOutcome.Removed, (await _silo.Fence(fence).Remove("operator-1")).Outcome);
            await _silo.Tells(fence, ":Void E-1:Enter E-1:Exit :VoidOver");
            Assert.All((await _silo.Events(fence))[2..], told => Assert.Equal(FenceCause.FenceRemoved, told.Cause));
        }
        var feed = await _silo.Directory.EventsAfter(0, 100);
        Assert.Equal(4, feed.Events.Count(told => told.Cause == FenceCause.FenceRemoved));
        await Reports.Until("the timeline has it", async () => (await _silo.Grains.GetGrain<IOperationGrain>("OP-1").Timeline(0, 100)).Entries
            .Any(entry => entry is { What: "fence.exit", EfectivoId: "E-1" }));
        await NothingIsOwed();
        Assert.Empty(_silo.Commands.Issued);
    }

    [Fact]
    public async Task What_somebody_did_before_the_fence_was_removed_still_sends_its_command()
    {
        await _silo.Put("PLAZA", Plan() with { Reaction = _order with { On = [FenceEventKind.Exit] } });
        await _silo.Report(At("E-1", Inside, After(0)));
        await _silo.Report(At("E-2", Inside, After(0)));
        _silo.Commands.Away = true;
        await _silo.Report(At("E-1", Outside, After(30)));
        await _silo.Fence("PLAZA").Remove("operator-1");
        await _silo.DisposeAsync();

        _silo = await FenceSilo.Start(_database.Address);
        await _silo.Tells("PLAZA", "E-1:Enter E-2:Enter E-1:Exit E-2:Exit");
        await NothingIsOwed();
        Assert.Equal("E-1", Assert.Single(Assert.Single(_silo.Commands.Issued).Value.Recipients).Value);
    }

    [Fact]
    public async Task A_fence_of_an_operation_watches_while_it_runs_and_writes_into_its_timeline_once()
    {
        var operation = _silo.Grains.GetGrain<IOperationGrain>("OP-1");
        Assert.Equal(FenceOutcome.UnknownOperation, (await _silo.Fence("PLAZA").Put(Owned(), "operator-1")).Outcome);
        await operation.Plan(Operations.Plans.Of(), Operations.Plans.Request());
        await _silo.Put("PLAZA", Owned());
        await _silo.Report(At("E-1", Inside, After(0)));
        Assert.Equal((false, ""), ((await _silo.Fence("PLAZA").Describe())!.Watching, await _silo.Told("PLAZA")));

        await operation.Move(OperationMove.Start, true, Operations.Plans.Request());
        await Reports.Until("it watches", async () => (await _silo.Fence("PLAZA").Describe())!.Watching);
        await _silo.Get<FenceMapMonitor>().CatchUp();
        await _silo.Report(At("E-2", Inside, After(10)));
        await _silo.Tells("PLAZA", "E-2:Enter");
        await Reports.Until("the timeline has it", async () => (await Lines(operation)).Contains("fence.enter E-2"));

        await operation.Move(OperationMove.Complete, true, Operations.Plans.Request());
        await Reports.Until("the fence is gone", async () => await _silo.Fence("PLAZA").Describe() is null);
        await Reports.Until("both left", async () => (await Lines(operation)).Count(line => line.StartsWith("fence.exit", StringComparison.Ordinal)) == 2);
        await NothingIsOwed();
        await _database.Run("UPDATE fence_events SET owed = true");
        await _silo.DisposeAsync();
        _silo = await FenceSilo.Start(_database.Address);
        await NothingIsOwed();
        Assert.Equal(
            ["fence.enter E-2", "fence.exit E-1", "fence.exit E-2"],
            (await Lines(_silo.Grains.GetGrain<IOperationGrain>("OP-1"))).Where(line => line.StartsWith("fence", StringComparison.Ordinal)).Order());

        static FencePlan Owned() => Plan() with { Owner = new FenceOwner(FenceOwnerKind.Operation, "OP-1") };

        static async Task<string[]> Lines(IOperationGrain operation) =>
            [.. (await operation.Timeline(0, 100)).Entries.Select(entry => $"{entry.What} {entry.EfectivoId}")];
    }

    [Fact]
    public async Task Too_few_and_too_many_are_told_when_it_begins_and_when_it_is_over()
    {
        await _silo.Put("PLAZA", Plan() with { Watch = new FenceWatch { VoidBelow = 1, CrowdAbove = 1 } });
        await _silo.Tells("PLAZA", ":Void");
        await _silo.Report(At("E-1", Inside, After(0)));
        await _silo.Tells("PLAZA", ":Void E-1:VoidOver");
        await _silo.Report(At("E-2", Inside, After(1)));
        await _silo.Tells("PLAZA", ":Void E-1:VoidOver E-2:Crowd");
        await _silo.DisposeAsync();
        _silo = await FenceSilo.Start(_database.Address);
        await Reports.Until("the fence has counted", () => Task.FromResult(_silo.Get<WarmUp>().IsWarm));
        await _silo.Report(At("E-2", Outside, After(60)));
        await _silo.Tells("PLAZA", ":Void E-1:VoidOver E-2:Crowd E-2:CrowdOver");
        Assert.Equal([0, 1, 2, 1], (await _silo.Events("PLAZA")).Select(told => told.Inside!.Value));
    }

    [Fact]
    public async Task Who_no_longer_meets_the_filter_is_no_longer_counted()
    {
        await _silo.Put("PLAZA", Plan() with
        {
            Watch = new FenceWatch { VoidBelow = 1 }, Filter = new FenceFilter { Availabilities = [Availability.Available] },
        });
        await _silo.Tells("PLAZA", ":Void");
        await _silo.Report(At("E-1", Inside, After(0)));
        await _silo.Tells("PLAZA", ":Void E-1:VoidOver");
        var to = new AvailabilityChange { To = Availability.Unavailable, Actor = "operator-1", Reason = "avería" };
        Assert.Equal(AvailabilityOutcome.Changed, (await _silo.Grains.GetGrain<IEfectivoGrain>("E-1").ChangeAvailability(to)).Outcome);
        await _silo.Tells("PLAZA", ":Void E-1:VoidOver E-1:Void");
        Assert.Equal(FenceCause.SubjectChanged, (await _silo.Events("PLAZA"))[2].Cause);
        Assert.Equal(0, (await _silo.Fence("PLAZA").Describe())!.InsideCount);
    }

    [Fact]
    public async Task A_fence_that_moves_with_an_efectivo_tells_who_comes_near_and_who_is_left_behind()
    {
        var plan = Plan() with
        {
            Owner = new FenceOwner(FenceOwnerKind.Efectivo, "E-1"), Shape = new FenceShape { Kind = FenceKind.Circle, RadiusM = 200 },
        };
        Assert.Equal(FenceOutcome.UnknownEfectivo, (await _silo.Fence("ESCOLTA").Put(plan with { Owner = new FenceOwner(FenceOwnerKind.Efectivo, "E-9") }, "operator-1")).Outcome);
        await _silo.Report(At("E-1", Outside, After(0)));
        await _silo.Report(At("E-2", Inside, After(0)));
        await _silo.Put("ESCOLTA", plan);
        await _silo.Report(At("E-1", Inside, After(30)));
        await _silo.Tells("ESCOLTA", "E-2:Enter");
        Assert.Equal(After(30), (await _silo.Events("ESCOLTA"))[0].At);
        await _silo.DisposeAsync();
        _silo = await FenceSilo.Start(_database.Address);
        await _silo.Report(At("E-1", Outside, After(60)));
        await _silo.Tells("ESCOLTA", "E-2:Enter E-2:Exit");
        Assert.Equal(TimeSpan.FromSeconds(30), (await _silo.Events("ESCOLTA"))[1].Stay);
    }

    private Task NothingIsOwed() => Reports.Until("nothing is owed", async () => await _database.Ask<long>("SELECT count(*) FROM fence_events WHERE owed") == 0);
}
