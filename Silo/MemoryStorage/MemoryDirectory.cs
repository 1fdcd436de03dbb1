using System.Collections.Concurrent;
using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Storage;

namespace GrupoGad.Silo.MemoryStorage;

/// <summary>Profiles in memory, as the grain storage of this silo wrote them.</summary>
internal sealed class MemoryDirectory : IEfectivoDirectory
{
    private readonly ConcurrentDictionary<string, EfectivoSummary> _summaries = new();

    /// <summary>Takes in what was stored; without a profile it is not registered.</summary>
    public void Note(string efectivoId, EfectivoState state)
    {
        if (state.Profile is not { } profile)
        {
            _summaries.TryRemove(efectivoId, out _);
            return;
        }
        _summaries[efectivoId] = new EfectivoSummary
        {
            EfectivoId = efectivoId, DisplayName = profile.DisplayName, Unit = profile.Unit, Availability = state.Availability,
        };
    }

    public ValueTask<ImmutableArray<EfectivoSummary>> Find(string text, int limit, CancellationToken cancellation) => new(
        [.. _summaries.Values.Where(one => Contains(one.EfectivoId, text) || Contains(one.DisplayName, text))
            .OrderBy(one => one.EfectivoId, StringComparer.Ordinal).Take(limit)]);

    private static bool Contains(string name, string text) => name.Contains(text, StringComparison.OrdinalIgnoreCase);
}
