namespace GrupoGad.Silo.Tests.Operations;

/// <summary>For each test a silo with the product's grains, over a database of its own.</summary>
public abstract class OperationsOnPostGis(PostGisServer server) : IAsyncLifetime
{
    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected TestDatabase Database { get; private set; } = null!;

    private protected OperationsSilo Silo { get; set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Database = await server.CreateDatabase();
        Silo = await OperationsSilo.Start(Database.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await Silo.DisposeAsync();
        await Database.DisposeAsync();
    }
}
