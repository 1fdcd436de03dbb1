namespace GrupoGad.WebFrontend.Live.Replicas;

/// <remarks>
/// A cell that died with its silo starts again, empty, and its members are back only when each has been asked to rejoin. Until then they are held:
/// shown where they were, in slots that the new activation has not given to anybody; in whose way they are, they step aside. They are let go when they
/// come back, or when the time is over. An efectivo that went elsewhere meanwhile is in two cells, and screens let the newer fix win.
/// </remarks>
internal sealed partial class CellReplica
{
    private readonly Dictionary<string, int> _heldSlots = new(StringComparer.Ordinal);
    private long _activation;
    private long? _heldUntilMs;
    private int _end;

    /// <summary>Members shown although the cell's present activation has not reported them.</summary>
    public int HeldCount => _heldSlots.Count;

    /// <summary>Lets those go that did not come back in time. True when there were any.</summary>
    /// <param name="nowMs">Of the broadcaster's clock.</param>
    /// <param name="holdMs">How long they are held.</param>
    public bool LetGo(long nowMs, long holdMs)
    {
        if (_heldSlots.Count == 0 || nowMs < (_heldUntilMs ??= nowMs + holdMs))
        {
            return false;
        }
        foreach (var slot in _heldSlots.Values)
        {
            Leave(slot);
        }
        _heldSlots.Clear();
        return true;
    }

    private void HoldAll()
    {
        for (var slot = 0; slot < _slots.Length; slot++)
        {
            if (_slots[slot].Member is { } member)
            {
                _slots[slot].Held = true;
                _heldSlots[member.EfectivoId] = slot;
            }
        }
        _heldUntilMs = null;
    }

    /// <summary>Before an efectivo enters a slot: a member held there goes to another slot, and the one that enters is held no more.</summary>
    private void MakeWay(int slot, string efectivoId)
    {
        var back = _heldSlots.Remove(efectivoId, out var former) ? former : (int?)null;
        if (back == slot)
        {
            _slots[slot].Held = false;
            return;
        }
        var inTheWay = _slots[slot];
        if (back is { } free)
        {
            Empty(free);
        }
        if (inTheWay.Held)
        {
            Empty(slot);
            MoveHeld(inTheWay, back ?? _end);
        }
    }

    private void MoveHeld(in ReplicaSlot held, int to)
    {
        var member = held.Member!;
        if (!Reach(to))
        {
            _heldSlots.Remove(member.EfectivoId);
            LeftIds.Add(member.EfectivoId);
            return;
        }
        (_slots[to].Member, _slots[to].Fix, _slots[to].Held) = (member, held.Fix, true);
        _heldSlots[member.EfectivoId] = to;
        Mark(to, SlotChange.Entered);
    }

    /// <summary>Empties a slot whose member did not leave the cell. The same frame shows that member in another slot.</summary>
    private void Empty(int slot)
    {
        (_slots[slot].Member, _slots[slot].Held) = (null, false);
        Mark(slot, SlotChange.Left);
    }

    /// <summary>False when the slot is beyond all reason.</summary>
    private bool Reach(int slot)
    {
        if (slot is < 0 or >= SlotMax)
        {
            return false;
        }
        if (slot >= _slots.Length)
        {
            Array.Resize(ref _slots, Math.Max(slot + 1, Math.Max(8, _slots.Length * 2)));
        }
        _end = Math.Max(_end, slot + 1);
        return true;
    }
}
