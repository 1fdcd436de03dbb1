using System.Collections.Immutable;

namespace GrupoGad.Efectivos;

/// <summary>Search over stored profiles.</summary>
public interface IEfectivoDirectory
{
    /// <summary>Finds efectivos by a text in the code or name, in any case; ordered by code.</summary>
    ValueTask<ImmutableArray<EfectivoSummary>> Find(string text, int limit, CancellationToken cancellation);
}
