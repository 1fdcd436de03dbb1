using System.Diagnostics.CodeAnalysis;
using GrupoGad.Efectivos;

namespace GrupoGad.Cells;

/// <summary>Members of a cell, each in a small numbered slot. Pure state: order and age of messages are judged here.</summary>
/// <remarks>Versions decide: a message older than the known version of its efectivo changes nothing, in whatever order messages arrive.</remarks>
internal sealed class CellRoster
{
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Version, DateTime At)> _departures = new(StringComparer.Ordinal);
    private readonly List<CellMember?> _members = [];
    private readonly List<Fix> _fixes = [];
    private readonly List<long> _versions = [];

    /// <summary>Slots whose member is older than its fix: known without reading the member, which is rarely in the processor's cache.</summary>
    private readonly List<bool> _outdated = [];

    private readonly Stack<int> _free = new();

    public int Count => _slots.Count;

    /// <summary>Slots ever used: those below it are taken or free.</summary>
    public int SlotEnd => _members.Count;

    /// <summary>The slot it has now, or null when the message is older than what is known.</summary>
    public int? Enter(CellMember member)
    {
        if (_departures.TryGetValue(member.EfectivoId, out var left))
        {
            if (left.Version >= member.Version)
            {
                return null;
            }
            _departures.Remove(member.EfectivoId);
        }
        if (!_slots.TryGetValue(member.EfectivoId, out var slot))
        {
            slot = Take();
            _slots[member.EfectivoId] = slot;
        }
        else if (_versions[slot] > member.Version)
        {
            return null;
        }
        (_members[slot], _fixes[slot], _versions[slot], _outdated[slot]) = (member, member.Fix, member.Version, false);
        return slot;
    }

    /// <summary>Applies a move and returns its effect.</summary>
    public MoveResult Move(in CellMove move, out int slot)
    {
        if (!_slots.TryGetValue(move.EfectivoId, out slot))
        {
            return _departures.TryGetValue(move.EfectivoId, out var left) && left.Version >= move.Version ? MoveResult.Late : MoveResult.Stranger;
        }
        if (_versions[slot] >= move.Version)
        {
            return MoveResult.Late;
        }
        (_fixes[slot], _versions[slot], _outdated[slot]) = (move.Fix, move.Version, true);
        return MoveResult.Moved;
    }

    /// <summary>The slot it had, or null when it was not here or has entered again since.</summary>
    public int? Leave(string efectivoId, long version, DateTime now)
    {
        if (_slots.TryGetValue(efectivoId, out var slot) && _versions[slot] > version)
        {
            return null;
        }
        // An older leave that comes late must not shorten the memory of the newer one.
        _departures[efectivoId] = (_departures.TryGetValue(efectivoId, out var left) ? Math.Max(left.Version, version) : version, now);
        if (!_slots.Remove(efectivoId))
        {
            return null;
        }
        _members[slot] = null;
        _free.Push(slot);
        return slot;
    }

    public void ForgetDepartures(DateTime before)
    {
        foreach (var (id, left) in _departures)
        {
            if (left.At < before)
            {
                _departures.Remove(id);
            }
        }
    }

    public bool TryGet(int slot, [NotNullWhen(true)] out CellMember? member)
    {
        member = _members[slot];
        if (member is not null && _outdated[slot])
        {
            // Copied only after a move, and kept: a member that stands still is sent again and again without a copy.
            _members[slot] = member = member with { Fix = _fixes[slot], Version = _versions[slot] };
            _outdated[slot] = false;
        }
        return member is not null;
    }

    public bool TryFind(string efectivoId, out int slot) => _slots.TryGetValue(efectivoId, out slot);

    public Availability AvailabilityOf(int slot) => _members[slot]!.Availability;

    public Fix FixOf(int slot) => _fixes[slot];

    public string IdOf(int slot) => _members[slot]!.EfectivoId;

    public long VersionOf(int slot) => _versions[slot];

    public bool IsTaken(int slot) => slot < _members.Count && _members[slot] is not null;

    private int Take()
    {
        if (_free.TryPop(out var slot))
        {
            return slot;
        }
        _members.Add(null);
        _fixes.Add(default);
        _versions.Add(0);
        _outdated.Add(false);
        return _members.Count - 1;
    }
}

internal enum MoveResult
{
    Moved,

    /// <summary>Older than what is known.</summary>
    Late,

    /// <summary>Not a member: this cell was restarted, or the enter was lost.</summary>
    Stranger,
}
