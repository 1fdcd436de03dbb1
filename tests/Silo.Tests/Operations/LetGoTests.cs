using GrupoGad.Commands;
using GrupoGad.Operations;
using static GrupoGad.Silo.Tests.Operations.Plans;

namespace GrupoGad.Silo.Tests.Operations;

/// <summary>Orders of an operation beside its proposals, when one of its people leaves it and it goes on.</summary>
public sealed class LetGoTests : IAsyncLifetime
{
    private OperationsSilo _silo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _silo = await OperationsSilo.Start(address: null);

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Theory]
    [InlineData(AssignmentStep.Released)]
    [InlineData(AssignmentStep.Unable)]
    [InlineData(AssignmentStep.Done)]
    public async Task Whoever_leaves_an_operation_that_goes_on_is_let_go_by_its_orders_and_nobody_else_is(AssignmentStep how)
    {
        await Assigned("OP-1", "E-1", "E-2");
        await Ordered("order-01", "OP-1", "E-1", "E-2");
        await Ordered("order-02", "OP-1", "E-2");
        await Ordered("order-03", "OP-2", "E-1");
        Assert.Equal(OperationOutcome.Done, (await _silo.Operation("OP-1").Step("E-1", "", how, Request("relevo"), Cancellation)).Outcome);
        await Reports.Until("its order lets it go", () => Task.FromResult(_silo.Commands.LetGo.Any()));
        Assert.Equal(("order-01", "E-1", "operator-1", "relevo"), Assert.Single(_silo.Commands.LetGo.Distinct()));
    }

    [Fact]
    public async Task A_close_ends_the_orders_once_for_all()
    {
        await Assigned("OP-1", "E-1");
        await Ordered("order-01", "OP-1", "E-1");
        await _silo.Operation("OP-1").Move(OperationMove.Cancel, false, Request(), Cancellation);
        await Reports.Until("it is free", async () => (await _silo.Grains.GetGrain<Efectivos.IEfectivoGrain>("E-1").Describe(Cancellation)) is { Reservation: null });
        Assert.Empty(_silo.Commands.LetGo);
    }

    private async Task Assigned(string code, params string[] efectivos)
    {
        await _silo.Operation(code).Plan(Of(), Request(), Cancellation);
        foreach (var efectivo in efectivos)
        {
            await _silo.Registered(efectivo);
            await _silo.Operation(code).Assign([efectivo], Request(), Cancellation);
            await _silo.Operation(code).Step(efectivo, "", AssignmentStep.Accepted, Request(), Cancellation);
        }
    }

    private async Task Ordered(string id, string operation, params string[] efectivos) =>
        await _silo.Get<ICommandLedger>().Issue(Orders.Issued(Orders.Offer(id) with { OperationId = operation }, efectivos));
}
