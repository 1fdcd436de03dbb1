using GrupoGad.Cells;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Live.Frames;

namespace GrupoGad.WebFrontend.Live.Replicas;

/// <summary>Replica of one live cell at this gateway, by slot, with the changes since the last tick (.Hold: over a restart of the cell).</summary>
internal sealed partial class CellReplica : WatchedCell
{
    /// <summary>A grain that numbers its slots higher than this is broken; nothing of ours grows with it.</summary>
    public const int SlotMax = 1 << 20;

    /// <summary>One byte on the wire however long the cell lives; frames of a socket come in order, so a lost one is seen all the same.</summary>
    public const uint FrameSequenceMax = 127;

    private readonly BatchOrder<CellBatch> _order;
    private ReplicaSlot[] _slots = [];

    public CellReplica(CellId cell) : base(cell) => _order = new(Apply, Replace);

    /// <summary>Slots that changed since the last tick; <see cref="ReplicaSlot.Change"/> says how.</summary>
    public List<int> Changed { get; } = [];

    /// <summary>Efectivos that left since the last tick, for readers that know no slots.</summary>
    public List<string> LeftIds { get; } = [];

    public ReadOnlySpan<ReplicaSlot> Slots => _slots;

    /// <summary>Sequence of the grain's last batch that is applied.</summary>
    public long SourceSequence => _order.Sequence;

    /// <summary>Our own numbering of this cell's frames: one more with each, and 1 again after <see cref="FrameSequenceMax"/>.</summary>
    public uint FrameSequence { get; private set; }

    public override LiveLane Lane => LiveLane.Cells;

    public override bool IsNumbered => Known;

    public override bool Lacks(long told) => told != SourceSequence;

    /// <summary>Takes a batch in. False when a snapshot is needed to go on.</summary>
    public bool Take(CellBatch batch) =>
        // An older snapshot than what we have and nobody waits for: the answer to a call that was given up.
        (batch.Snapshot && Known && !WantsSnapshot && batch.Sequence < SourceSequence)
        || _order.Take(batch, batch.Sequence, batch.Snapshot, waiting: !Known || WantsSnapshot);

    public void NextFrame() => FrameSequence = FrameSequence % FrameSequenceMax + 1;

    public override void Settle()
    {
        base.Settle();
        foreach (var slot in Changed)
        {
            _slots[slot].Change = SlotChange.None;
        }
        Changed.Clear();
        LeftIds.Clear();
    }

    protected override Segment Encode(IFrameEncoder encoder, bool whole) => encoder.Cell(this, whole);

    // A snapshot is applied as the difference to what we know: screens that have the rest already are sent nothing of it.
    private void Replace(CellBatch batch)
    {
        if (Known && batch.Activation != _activation)
        {
            HoldAll();
        }
        _activation = batch.Activation;
        Span<bool> kept = new bool[_slots.Length];
        foreach (var (slot, member) in batch.Entered)
        {
            Enter(slot, member);
            if (slot < kept.Length)
            {
                kept[slot] = true;
            }
        }
        for (var slot = 0; slot < kept.Length; slot++)
        {
            if (!kept[slot] && !_slots[slot].Held)
            {
                Leave(slot);
            }
        }
        Dirty |= !Known;
        (Known, WantsSnapshot) = (true, false);
    }

    private void Apply(CellBatch batch)
    {
        foreach (var slot in batch.Left)
        {
            if (!IsHeld(slot))
            {
                Leave(slot);
            }
        }
        foreach (var (slot, member) in batch.Entered)
        {
            Enter(slot, member);
        }
        foreach (var (slot, fix) in batch.Moved)
        {
            if (slot >= 0 && slot < _slots.Length && _slots[slot].Member is not null && !_slots[slot].Held && _slots[slot].Fix != fix)
            {
                _slots[slot].Fix = fix;
                Mark(slot, SlotChange.Moved);
            }
        }
    }

    private void Enter(int slot, CellMember member)
    {
        if (!Reach(slot))
        {
            return;
        }
        if (_heldSlots.Count > 0)
        {
            MakeWay(slot, member.EfectivoId);
        }
        var former = _slots[slot].Member;
        if (former is not null && former.EfectivoId != member.EfectivoId)
        {
            Leave(slot);
        }
        var change = former is not null && SameWords(former, member)
            ? _slots[slot].Fix == member.Fix ? SlotChange.None : SlotChange.Moved
            : SlotChange.Entered;
        (_slots[slot].Member, _slots[slot].Fix) = (member, member.Fix);
        Mark(slot, change);
    }

    private void Leave(int slot)
    {
        if (slot >= 0 && slot < _slots.Length && _slots[slot].Member is { } member)
        {
            LeftIds.Add(member.EfectivoId);
            (_slots[slot].Member, _slots[slot].Held) = (null, false);
            Mark(slot, SlotChange.Left);
        }
    }

    private bool IsHeld(int slot) => slot >= 0 && slot < _slots.Length && _slots[slot].Held;

    private void Mark(int slot, SlotChange change)
    {
        if (change == SlotChange.None)
        {
            return;
        }
        if (_slots[slot].Change == SlotChange.None)
        {
            Changed.Add(slot);
        }
        _slots[slot].Change |= change;
        Dirty = true;
    }

    // What a CellMember on the wire says; skills are no part of it.
    private static bool SameWords(CellMember a, CellMember b) =>
        a.EfectivoId == b.EfectivoId && a.Availability == b.Availability && a.DisplayName == b.DisplayName && a.Unit == b.Unit;
}

/// <summary>One place of a cell: who is in it and where, and what happened to it since the last tick.</summary>
internal struct ReplicaSlot
{
    /// <summary>Null when the slot is free.</summary>
    public CellMember? Member;

    public Fix Fix;

    public SlotChange Change;

    /// <summary>Shown from before the cell restarted; see <c>CellReplica.Hold</c>.</summary>
    public bool Held;
}

/// <summary>The changes of a slot in one tick. Left and Entered together mean that another efectivo took the slot over.</summary>
[Flags]
internal enum SlotChange : byte
{
    None = 0,
    Entered = 1,
    Moved = 2,
    Left = 4,
}
