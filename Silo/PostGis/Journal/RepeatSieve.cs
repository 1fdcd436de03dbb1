namespace GrupoGad.Silo.PostGis.Journal;

/// <summary>Finds the rows of a batch that repeat an efectivo and instant, so that a COPY of the others cannot trip over them. One per lane.</summary>
internal sealed class RepeatSieve(int rowsMax)
{
    private readonly HashSet<(string, DateTime)> _seen = new(rowsMax);

    /// <summary>The first of each efectivo and instant, and all later ones, both in the order they came.</summary>
    public (RowRange First, RowRange Repeats) Split(FlushBatch batch)
    {
        _seen.Clear();
        var order = new int[batch.Count];
        var (first, last) = (0, batch.Count);
        for (var slot = 0; slot < batch.Count; slot++)
        {
            ref readonly var row = ref batch.Rows[slot];
            order[_seen.Add((row.EfectivoId, row.Fix.DeviceTime)) ? first++ : --last] = slot;
        }
        Array.Reverse(order, first, batch.Count - first);
        return (new RowRange(batch, order, 0, first), new RowRange(batch, order, first, batch.Count - first));
    }
}
