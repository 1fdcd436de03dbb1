using System.Collections.Concurrent;

namespace GrupoGad.Fences;

/// <summary>Corridors that each efectivo is to keep to.</summary>
internal sealed class CorridorKeepers
{
    private readonly ConcurrentDictionary<string, FenceEntry[]> _corridors = new(StringComparer.Ordinal);

    public FenceEntry[] Of(string efectivoId) => _corridors.IsEmpty ? [] : _corridors.GetValueOrDefault(efectivoId, []);

    /// <summary>Takes changes of one writer at a time.</summary>
    public void Apply(IEnumerable<(FenceEntry? Was, FenceEntry? Is)> changes)
    {
        foreach (var (was, now) in changes)
        {
            foreach (var efectivo in Keepers(was).Union(Keepers(now)))
            {
                var others = Of(efectivo).Where(corridor => corridor != was);
                var corridors = now?.IsToBeKeptBy(efectivo) == true ? others.Append(now) : others;
                _corridors[efectivo] = [.. corridors.OrderBy(corridor => corridor.Id, StringComparer.Ordinal)];
                if (_corridors[efectivo].Length == 0)
                {
                    _corridors.TryRemove(efectivo, out _);
                }
            }
        }
    }

    private static IEnumerable<string> Keepers(FenceEntry? entry) => entry?.Plan.Watch.Deviation == true ? entry.Plan.Filter.Efectivos : [];
}
