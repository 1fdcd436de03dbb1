namespace GrupoGad.Cells;

/// <summary>The k best of what it was offered: a max-heap on (distance, code), worst on top. Reused from query to query.</summary>
internal sealed class NearestSet
{
    private readonly List<(double Chord, string Id, int Slot)> _heap = [];
    private int _k;

    public int Count => _heap.Count;

    /// <summary>A candidate farther than this cannot get in.</summary>
    public double Limit { get; private set; }

    public void Start(int k, double limit)
    {
        _heap.Clear();
        (_k, Limit) = (k, limit);
    }

    public void Offer(double chord, string id, int slot)
    {
        if (chord > Limit)
        {
            return;
        }
        var candidate = (chord, id, slot);
        if (_heap.Count < _k)
        {
            _heap.Add(candidate);
            SiftUp(_heap.Count - 1);
        }
        else if (Compare(candidate, _heap[0]) < 0)
        {
            _heap[0] = candidate;
            SiftDown();
        }
        if (_heap.Count == _k)
        {
            Limit = Math.Min(Limit, _heap[0].Chord);
        }
    }

    public IReadOnlyList<(double Chord, string Id, int Slot)> Sorted()
    {
        _heap.Sort(Compare);
        return _heap;
    }

    private static int Compare((double Chord, string Id, int Slot) a, (double Chord, string Id, int Slot) b) =>
        a.Chord < b.Chord ? -1 : a.Chord > b.Chord ? 1 : string.CompareOrdinal(a.Id, b.Id);

    private void SiftUp(int i)
    {
        while (i > 0 && Compare(_heap[i], _heap[(i - 1) / 2]) > 0)
        {
            (_heap[i], _heap[(i - 1) / 2]) = (_heap[(i - 1) / 2], _heap[i]);
            i = (i - 1) / 2;
        }
    }

    private void SiftDown()
    {
        for (var i = 0; ;)
        {
            var child = 2 * i + 1;
            if (child >= _heap.Count)
            {
                return;
            }
            if (child + 1 < _heap.Count && Compare(_heap[child + 1], _heap[child]) > 0)
            {
                child++;
            }
            if (Compare(_heap[child], _heap[i]) <= 0)
            {
                return;
            }
            (_heap[child], _heap[i]) = (_heap[i], _heap[child]);
            i = child;
        }
    }
}
