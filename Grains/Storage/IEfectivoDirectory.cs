using System.Collections.Immutable;
using GrupoGad.Efectivos;

namespace GrupoGad.Storage;

/// <summary>Search over stored profiles.</summary>
public interface IEfectivoDirectory
{
    /// <summary>Whose code or name contains the text, whatever its case; by code.</summary>
    ValueTask<ImmutableArray<EfectivoSummary>> Find(string text, int limit, CancellationToken cancellation);
}
