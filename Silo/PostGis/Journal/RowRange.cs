using GrupoGad.Efectivos;
using GrupoGad.Tracks;

namespace GrupoGad.Silo.PostGis.Journal;

/// <summary>Some rows of a batch, in an order of their own.</summary>
internal readonly struct RowRange(FlushBatch batch, int[] order, int start, int count)
{
    public int Count => count;

    public ref readonly PositionReport this[int i] => ref batch.Rows[order[start + i]];

    public JournalOutcome Outcome(int i) => batch.Outcomes[order[start + i]];

    public void Settle(int i, JournalOutcome outcome) => batch.Outcomes[order[start + i]] = outcome;

    public void SettleAll(JournalOutcome outcome)
    {
        for (var i = 0; i < count; i++)
        {
            Settle(i, outcome);
        }
    }

    public (RowRange First, RowRange Second) Halves() =>
        (new RowRange(batch, order, start, count / 2), new RowRange(batch, order, start + count / 2, count - count / 2));

    /// <summary>Those with this outcome; with <c>default</c>, those that have none yet.</summary>
    public RowRange Where(JournalOutcome outcome)
    {
        var found = new List<int>();
        for (var i = 0; i < count; i++)
        {
            if (Outcome(i) == outcome)
            {
                found.Add(order[start + i]);
            }
        }
        return new RowRange(batch, [.. found], 0, found.Count);
    }

    /// <summary>The report id of the row with the same efectivo and instant, or null.</summary>
    public long? Find(in PositionReport row)
    {
        for (var i = 0; i < count; i++)
        {
            if (this[i].Fix.DeviceTime == row.Fix.DeviceTime && this[i].EfectivoId == row.EfectivoId)
            {
                return this[i].ReportId;
            }
        }
        return null;
    }

    public int CountOf(JournalOutcome outcome)
    {
        var found = 0;
        for (var i = 0; i < count; i++)
        {
            found += Outcome(i) == outcome ? 1 : 0;
        }
        return found;
    }
}
