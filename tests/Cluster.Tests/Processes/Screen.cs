using GrupoGad.Geo;
using GrupoGad.Protocol.V1;

namespace GrupoGad.Cluster.Tests.Processes;

/// <summary>What a session's live frames add up to, by the words of <c>live.proto</c> alone.</summary>
internal sealed class Screen
{
    private const double Steps = 16_384;

    private readonly Dictionary<ulong, Dictionary<uint, (string Id, Place Place)>> _cells = [];
    private readonly Dictionary<ulong, long> _counts = [];
    private readonly Lock _gate = new();
    private long _tickS;

    public void Apply(LiveFrame frame)
    {
        lock (_gate)
        {
            foreach (var closed in frame.Closed)
            {
                _cells.Remove(closed);
                _counts.Remove(closed);
            }
            // Left out: as in the last frame that had it.
            _tickS = frame.Tick?.Seconds ?? _tickS;
            foreach (var cell in frame.Cells)
            {
                Apply(cell, _tickS);
            }
            foreach (var count in frame.Counts)
            {
                _counts[count.Cell] = count.ByAvailability.Sum(number => number);
            }
        }
    }

    /// <summary>Of all count cells.</summary>
    public long Total
    {
        get
        {
            lock (_gate)
            {
                return _counts.Values.Sum();
            }
        }
    }

    /// <summary>Who is shown in two cells is where the newer fix is.</summary>
    public Dictionary<string, Place> Places(string prefix)
    {
        lock (_gate)
        {
            return _cells.Values.SelectMany(cell => cell.Values).Where(shown => shown.Id.StartsWith(prefix, StringComparison.Ordinal))
                .GroupBy(shown => shown.Id).ToDictionary(same => same.Key, same => same.MaxBy(shown => shown.Place.TimeS).Place);
        }
    }

    /// <summary>Who is shown in two cells: for a moment while crossing, else as a ghost.</summary>
    public string[] Twice(string prefix)
    {
        lock (_gate)
        {
            return [.. _cells.Values.SelectMany(cell => cell.Values).Where(shown => shown.Id.StartsWith(prefix, StringComparison.Ordinal))
                .CountBy(shown => shown.Id).Where(pair => pair.Value > 1).Select(pair => pair.Key)];
        }
    }

    private void Apply(CellFrame frame, long tickS)
    {
        if (frame.Snapshot)
        {
            _cells[frame.Cell] = [];
        }
        var members = _cells[frame.Cell];
        foreach (var slot in frame.Left)
        {
            members.Remove(slot);
        }
        foreach (var member in frame.Members)
        {
            members[member.Slot] = (member.EfectivoId, default);
        }
        var cell = CellId.FromNumber(frame.Cell);
        for (var at = 0; at < frame.Rows.Count;)
        {
            var (slot, x, y, aged) = (frame.Rows[at], frame.Rows[at + 1], frame.Rows[at + 2], frame.Rows[at + 3]);
            // Course and speed follow only where their flags say so.
            at += 4 + (int)(aged >> 1 & 1) + (int)(aged & 1);
            var age = aged >> 2;
            var point = new GeoPoint(
                Mercator.Latitude((cell.Y + (y + 0.5) / Steps) / cell.Side), Mercator.Longitude((cell.X + (x + 0.5) / Steps) / cell.Side));
            var ageS = (age & 1) == 0 ? age / 2L : -(age / 2L) - 1;
            members[slot] = (members[slot].Id, new Place(point, tickS - ageS));
        }
    }
}
