using System.Collections.Immutable;

namespace GrupoGad.Efectivos;

/// <summary>Search over stored profiles.</summary>
public interface IEfectivoDirectory
{
    /// <summary>Whose code or name contains the text, whatever its case; by code.</summary>
    ValueTask<ImmutableArray<EfectivoSummary>> Find(string text, int limit, CancellationToken cancellation);
}
