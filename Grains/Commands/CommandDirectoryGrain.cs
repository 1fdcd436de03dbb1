using Orleans.Concurrency;

namespace GrupoGad.Commands;

/// <inheritdoc cref="ICommandDirectoryGrain"/>
[StatelessWorker, Reentrant]
public sealed class CommandDirectoryGrain(ICommandLedger ledger, TimeProvider clock) : Grain, ICommandDirectoryGrain
{
    private const int PageMax = 500;
    private const int LaddersMax = 1_000;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public ValueTask<CommandPage> Find(CommandQuery query, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, PageMax);
        return ledger.Find(query, Now, cancellation);
    }

    public ValueTask<LadderPage?> Read(string commandId, string after, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LaddersMax);
        return ledger.Ladders(commandId, after, limit, Now, cancellation);
    }
}
