using System.Collections.Immutable;
using Orleans.Concurrency;

namespace GrupoGad.Efectivos;

/// <inheritdoc cref="IEfectivoDirectoryGrain"/>
[StatelessWorker, Reentrant]
public sealed class EfectivoDirectoryGrain(IEfectivoDirectory directory) : Grain, IEfectivoDirectoryGrain
{
    public ValueTask<ImmutableArray<EfectivoSummary>> Find(string text, int limit, CancellationToken cancellation) =>
        directory.Find(text, limit, cancellation);
}
