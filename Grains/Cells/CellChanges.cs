using System.Collections.Immutable;

namespace GrupoGad.Cells;

/// <summary>Changes in a cell since its last batch, once per slot: the latest state wins.</summary>
internal sealed class CellChanges
{
    private enum Mark : byte
    {
        None,
        Moved,
        Entered,
    }

    private readonly List<Mark> _marks = [];
    private readonly List<int> _touched = [];
    private readonly List<int> _left = [];

    public bool Any => _touched.Count > 0 || _left.Count > 0;

    public void Entered(int slot) => Set(slot, Mark.Entered);

    public void Moved(int slot) => Set(slot, Mark.Moved);

    public void Left(int slot)
    {
        if (slot < _marks.Count)
        {
            // The next member of the slot is marked as entered; nothing of the former one is sent any more.
            _marks[slot] = Mark.None;
        }
        _left.Add(slot);
    }

    public CellBatch Take(string cell, long sequence, CellRoster roster)
    {
        var entered = ImmutableArray.CreateBuilder<CellSlot>();
        var moved = ImmutableArray.CreateBuilder<CellSlotMove>(_touched.Count);
        foreach (var slot in _touched)
        {
            switch (_marks[slot])
            {
                case Mark.Entered when roster.TryGet(slot, out var member):
                    entered.Add(new CellSlot(slot, member));
                    break;
                case Mark.Moved:
                    moved.Add(new CellSlotMove(slot, roster.FixOf(slot)));
                    break;
            }
            _marks[slot] = Mark.None;
        }
        var batch = new CellBatch
        {
            Cell = cell,
            Sequence = sequence,
            Entered = entered.DrainToImmutable(),
            Moved = moved.DrainToImmutable(),
            Left = [.. _left],
        };
        _touched.Clear();
        _left.Clear();
        return batch;
    }

    /// <summary>Drops the changes without sending them, because no gateway watches.</summary>
    public void Clear()
    {
        foreach (var slot in _touched)
        {
            _marks[slot] = Mark.None;
        }
        _touched.Clear();
        _left.Clear();
    }

    private void Set(int slot, Mark mark)
    {
        while (_marks.Count <= slot)
        {
            _marks.Add(Mark.None);
        }
        if (_marks[slot] == Mark.None)
        {
            _touched.Add(slot);
        }
        if (mark > _marks[slot])
        {
            _marks[slot] = mark;
        }
    }
}
