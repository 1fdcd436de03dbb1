using GrupoGad.Operations;
using GrupoGad.Recovery;
using static GrupoGad.Silo.Tests.Operations.Plans;

namespace GrupoGad.Silo.Tests.Operations;

/// <summary>What the ports of operations promise, whether PostGIS or memory is behind them.</summary>
public abstract class DirectoryTests : IAsyncLifetime
{
    private OperationsSilo _silo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected abstract Task<OperationsSilo> Start();

    public virtual async ValueTask InitializeAsync() => _silo = await Start();

    public virtual ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task Operations_are_found_by_status_text_and_people_page_by_page()
    {
        await _silo.Registered("E-1");
        foreach (var id in new[] { "OP-1", "OP-2", "OP-3", "OP_4" })
        {
            await _silo.Operation(id).Plan(Of() with { Title = id == "OP-2" ? "Búsqueda 100% en el río" : "Control de accesos" }, Request());
        }
        await _silo.Operation("OP-1").Assign(["E-1"], Request());
        await _silo.Operation("OP-3").Move(OperationMove.Start, true, Request());

        Assert.Equal(["OP-1", "OP-2", "OP-3", "OP_4"], await Find(new() { Limit = 10 }));
        Assert.Equal(["OP-3"], await Find(new() { Limit = 10, Statuses = [OperationStatus.InProgress, OperationStatus.Paused] }));
        Assert.Equal(["OP-2"], await Find(new() { Limit = 10, Text = "0% EN" }));
        Assert.Equal(["OP_4"], await Find(new() { Limit = 10, Text = "op_" }));
        Assert.Equal(["OP-1"], await Find(new() { Limit = 10, EfectivoId = "E-1" }));
        var first = await _silo.Grains.GetGrain<IOperationDirectoryGrain>(0).Find(new OperationQuery { Limit = 3 }, Cancellation);
        Assert.Equal(("OP-3", 3), (first.Next, first.Operations.Length));
        var second = await _silo.Grains.GetGrain<IOperationDirectoryGrain>(0).Find(new OperationQuery { Limit = 3, After = first.Next }, Cancellation);
        Assert.Equal(("", "OP_4"), (second.Next, Assert.Single(second.Operations).OperationId));
    }

    [Fact]
    public async Task A_summary_is_the_same_as_the_grain_tells()
    {
        await _silo.Registered("E-1");
        await _silo.Registered("E-2");
        var operation = _silo.Operation("OP-1");
        await operation.Plan(Of("E-9") with { Priority = OperationPriority.Urgent, Point = null, Area = [new(0, 0), new(0, 2), new(2, 2), new(2, 0)] }, Request());
        await operation.Assign(["E-1", "E-2"], Request());
        await operation.Step("E-2", "", AssignmentStep.Accepted, Request());
        await operation.Step("E-1", "", AssignmentStep.Refused, Request());

        var view = (await operation.Describe(Cancellation))!;
        var summary = Assert.Single((await _silo.Get<IOperationDirectory>().Find(new OperationQuery { Limit = 1 }, Cancellation)).Operations);
        Assert.Equal(
            ("OP-1", view.Plan.Title, OperationPriority.Urgent, view.Status, view.Plan.PlannedStart, view.Plan.PlannedEnd, "E-9", view.Version),
            (summary.OperationId, summary.Title, summary.Priority, summary.Status, summary.PlannedStart, summary.PlannedEnd, summary.Commander, summary.Version));
        Assert.Equal(new Geo.GeoPoint(1, 1), summary.Point);
        var held = Assert.Single(summary.People);
        Assert.Equal(("E-2", AssignmentStep.Accepted, view.Assignments[1].AssignmentId), (held.EfectivoId, held.Step, held.AssignmentId));
    }

    [Fact]
    public async Task Those_that_are_not_closed_or_still_owe_something_are_woken()
    {
        await _silo.Registered("E-1");
        foreach (var id in new[] { "OP-1", "OP-2", "OP-3" })
        {
            await _silo.Operation(id).Plan(Of(), Request());
        }
        await _silo.Operation("OP-2").Move(OperationMove.Cancel, false, Request());
        _silo.Commands.Away = true; // The proposal cannot be taken back.
        await _silo.Operation("OP-3").Assign(["E-1"], Request());
        await _silo.Operation("OP-3").Move(OperationMove.Cancel, false, Request());
        var owed = _silo.Get<IEnumerable<IPendingWork>>().Single(work => work.Kind == "operations");
        // One that closes tells its commands so first; OP-2 has none.
        await Reports.Until("OP-2 owes nothing, and OP-3 its proposal", async () => (await owed.Keys(Cancellation).ToArrayAsync(Cancellation)).Order().SequenceEqual(["OP-1", "OP-3"]));
        _silo.Commands.Away = false;
        await Reports.Until("it owes nothing any more", async () => (await owed.Keys(Cancellation).ToArrayAsync(Cancellation)).SequenceEqual(["OP-1"]));
    }

    private async Task<string[]> Find(OperationQuery query) =>
        [.. (await _silo.Get<IOperationDirectory>().Find(query, Cancellation)).Operations.Select(operation => operation.OperationId)];
}

public sealed class MemoryDirectoryTests : DirectoryTests
{
    private protected override Task<OperationsSilo> Start() => OperationsSilo.Start(null);
}

public sealed class PostGisDirectoryTests(PostGisServer server) : DirectoryTests
{
    private TestDatabase _database = null!;

    private protected override async Task<OperationsSilo> Start()
    {
        _database = await server.CreateDatabase();
        return await OperationsSilo.Start(_database.Address);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
    }
}
