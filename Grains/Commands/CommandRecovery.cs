using GrupoGad.Recovery;

namespace GrupoGad.Commands;

/// <summary>
/// Commands that are not closed, or that wait at the desk for a person. Once called they go on with re-sending, escalating and expiring, and stand on the
/// board again.
/// </summary>
internal sealed class CommandRecovery(ICommandLedger ledger) : IPendingWork
{
    public string Kind => "commands";

    public TimeSpan? Every => TimeSpan.FromMinutes(1);

    public IAsyncEnumerable<string> Keys(CancellationToken cancellation) => ledger.Owed(cancellation);

    public ValueTask Wake(IGrainFactory grains, string key, CancellationToken cancellation) =>
        grains.GetGrain<ICommandGrain>(key).Wake(cancellation);
}
