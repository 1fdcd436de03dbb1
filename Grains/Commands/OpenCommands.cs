using GrupoGad.Storage;
using GrupoGad.Waking;

namespace GrupoGad.Commands;

/// <summary>Commands that are not closed: woken, they go on with re-sending, escalating and expiring.</summary>
internal sealed class OpenCommands(ICommandLedger ledger) : IOwedWork
{
    public string Kind => "commands";

    public TimeSpan? Every => TimeSpan.FromMinutes(1);

    public IAsyncEnumerable<string> Keys(CancellationToken cancellation) => ledger.Open(cancellation);

    public ValueTask Wake(IGrainFactory grains, string key, CancellationToken cancellation) =>
        grains.GetGrain<ICommandGrain>(key).Wake(cancellation);
}
