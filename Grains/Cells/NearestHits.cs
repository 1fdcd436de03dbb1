using System.Collections.Immutable;

namespace GrupoGad.Cells;

/// <summary>The best answers gathered from several cells: by distance, then code; each efectivo once, its newer position.</summary>
internal sealed class NearestHits(NearestQuery query)
{
    private readonly List<NearestHit> _hits = [];

    public bool Full => _hits.Count >= query.K;

    /// <summary>Distance beyond which no member can be an answer any more, metres.</summary>
    public double LimitM => Full ? _hits[query.K - 1].DistanceM : query.MaxDistanceM;

    public void Add(ImmutableArray<NearestHit> more)
    {
        if (more.IsEmpty)
        {
            return;
        }
        if (_hits.Count == 0)
        {
            // One cell's answer is in order, each efectivo once, and no longer than k.
            _hits.AddRange(more);
            return;
        }
        foreach (var hit in more)
        {
            // Between entering a cell and leaving the one before, an efectivo is in both.
            var known = _hits.FindIndex(other => other.Member.EfectivoId == hit.Member.EfectivoId);
            if (known < 0)
            {
                _hits.Add(hit);
            }
            else if (hit.Member.Version > _hits[known].Member.Version)
            {
                _hits[known] = hit;
            }
        }
        _hits.Sort(static (a, b) => a.DistanceM.CompareTo(b.DistanceM) is var order and not 0
            ? order
            : string.CompareOrdinal(a.Member.EfectivoId, b.Member.EfectivoId));
        if (_hits.Count > query.K)
        {
            _hits.RemoveRange(query.K, _hits.Count - query.K);
        }
    }

    /// <summary>The question as it stands for the next cell.</summary>
    public NearestQuery Remaining() => LimitM < query.MaxDistanceM ? query with { MaxDistanceM = LimitM } : query;

    public ImmutableArray<NearestHit> ToImmutable() => [.. _hits];
}
