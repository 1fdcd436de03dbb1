using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.Cells;

/// <summary>Nearest inside one cell: what the filters need lies in flat arrays by slot, found through the finer grid.</summary>
internal sealed class CellIndex(CellId cell)
{
    /// <summary>Skills with a bit of their own in a cell; the ones beyond share the last bit and are looked up by name.</summary>
    private const int SkillBits = 63;

    private readonly struct Entry(string id, UnitVector vector, Availability availability, long deviceTicks, ulong skills, bool isCoarse)
    {
        public string Id => id;
        public UnitVector Vector => vector;
        public Availability Availability => availability;
        public long DeviceTicks => deviceTicks;
        public ulong Skills => skills;
        public bool IsCoarse => isCoarse;
    }

    private readonly CellGrid _grid = new(cell);
    private readonly Dictionary<string, int> _skillBits = new(StringComparer.Ordinal);
    private readonly NearestSet _best = new();
    private Entry[] _entries = [];
    private int _end;

    /// <summary>Up to this many slots are looked at one by one: cheaper than walking the rings of a nearly empty grid.</summary>
    private const int ScanMax = 128;

    public void Place(int slot, CellMember member)
    {
        if (slot >= _entries.Length)
        {
            Array.Resize(ref _entries, Math.Max(16, Math.Max(slot + 1, _entries.Length * 2)));
        }
        _end = Math.Max(_end, slot + 1);
        _entries[slot] = new Entry(member.EfectivoId, UnitVector.Of(member.Fix.Point), member.Availability, member.Fix.DeviceTime.Ticks, Bits(member), member.Fix.IsCoarse());
        _grid.Place(slot, member.Fix.Point);
    }

    public void Move(int slot, in Fix fix)
    {
        var known = _entries[slot];
        _entries[slot] = new Entry(known.Id, UnitVector.Of(fix.Point), known.Availability, fix.DeviceTime.Ticks, known.Skills, fix.IsCoarse());
        _grid.Place(slot, fix.Point);
    }

    public void Remove(int slot) => _grid.Remove(slot);

    /// <summary>Device time of the slot's fix, in ticks.</summary>
    public long DeviceTicksOf(int slot) => _entries[slot].DeviceTicks;

    /// <summary>The k nearest within the limit that pass the filter; by distance, then code. The result is valid until the next call.</summary>
    /// <param name="oldestTicks">Device time, in ticks, below which a fix is not fresh enough.</param>
    /// <param name="hasSkill">Asked only for a skill beyond those with a bit of their own.</param>
    public IReadOnlyList<(double Chord, string Id, int Slot)> Nearest(NearestQuery query, long oldestTicks, Func<int, string, bool> hasSkill)
    {
        // Half a millimetre of grace, so that rounding does not lose one at the limit; the caller compares exact distances.
        var limit = UnitVector.ChordSquaredOf((query.MaxDistanceM + 0.0005) / Sphere.RadiusM);
        _best.Start(query.K, limit);
        if (query.Filter.Skill is { } skill && !_skillBits.ContainsKey(skill))
        {
            return [];
        }
        var wanted = new Wanted(UnitVector.Of(query.Point), query.Filter.Availability, oldestTicks, query.Filter.Skill, Bit(query.Filter.Skill), hasSkill, query.Filter.Precise);
        if (_end <= ScanMax)
        {
            for (var slot = 0; slot < _end; slot++)
            {
                if (_grid.Holds(slot))
                {
                    Offer(slot, wanted);
                }
            }
            return _best.Sorted();
        }
        var (column, row) = _grid.BinOf(query.Point);
        var cosPhi = Math.Cos(Sphere.Radians(query.Point.Latitude));
        for (var ring = 0; ring < _grid.Side; ring++)
        {
            OfferRing(column, row, ring, wanted);
            if (_grid.FloorOutside(query.Point, cosPhi, column, row, ring) > _best.Limit)
            {
                break;
            }
        }
        return _best.Sorted();
    }

    private readonly record struct Wanted(
        UnitVector From, Availability? Availability, long OldestTicks, string? Skill, ulong SkillBit, Func<int, string, bool> HasSkill, bool Precise);

    private void OfferRing(int column, int row, int ring, in Wanted wanted)
    {
        var last = _grid.Side - 1;
        var (top, bottom, left, right) = (row - ring, row + ring, column - ring, column + ring);
        for (var y = Math.Max(0, top); y <= Math.Min(last, bottom); y++)
        {
            if (y == top || y == bottom)
            {
                for (var x = Math.Max(0, left); x <= Math.Min(last, right); x++)
                {
                    OfferBin(x, y, wanted);
                }
                continue;
            }
            // Of the rows between the first and the last of the square, its two ends.
            if (left >= 0)
            {
                OfferBin(left, y, wanted);
            }
            if (right <= last)
            {
                OfferBin(right, y, wanted);
            }
        }
    }

    private void OfferBin(int column, int row, in Wanted wanted)
    {
        for (var slot = _grid.First(column, row); slot >= 0; slot = _grid.Next(slot))
        {
            Offer(slot, wanted);
        }
    }

    private void Offer(int slot, in Wanted wanted)
    {
        ref readonly var entry = ref _entries[slot];
        if ((wanted.Availability is null || entry.Availability == wanted.Availability)
            && entry.DeviceTicks >= wanted.OldestTicks
            && !(wanted.Precise && entry.IsCoarse)
            && (wanted.Skill is null || (entry.Skills & wanted.SkillBit) != 0)
            && (wanted.SkillBit != OverflowBit || wanted.HasSkill(slot, wanted.Skill!)))
        {
            _best.Offer(entry.Vector.ChordSquared(wanted.From), entry.Id, slot);
        }
    }

    private const ulong OverflowBit = 1UL << SkillBits;

    private ulong Bit(string? skill) => skill is not null && _skillBits.TryGetValue(skill, out var bit) ? 1UL << bit : 0;

    private ulong Bits(CellMember member)
    {
        var bits = 0UL;
        foreach (var skill in member.Skills)
        {
            if (!_skillBits.TryGetValue(skill, out var bit))
            {
                bit = Math.Min(_skillBits.Count, SkillBits);
                _skillBits[skill] = bit;
            }
            bits |= 1UL << bit;
        }
        return bits;
    }
}
