using GrupoGad.Geo;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Live.Frames;

namespace GrupoGad.WebFrontend.Tests.Live;

/// <summary>What a screen holds: it applies frames as the protocol says and fails on one that breaks it.</summary>
internal sealed class Picture
{
    private readonly Dictionary<ulong, CellPicture> _cells = [];

    public Dictionary<ulong, CountFrame> Counts { get; } = [];

    public Dictionary<string, EfectivoState> Followed { get; } = [];

    public IReadOnlyDictionary<ulong, CellPicture> Cells => _cells;

    public List<ulong> Closed { get; } = [];

    public int Snapshots { get; private set; }

    /// <summary>Whole seconds since 1970 of the last tick told; null before the first.</summary>
    public long? TickS { get; private set; }

    public IEnumerable<string> Ids => _cells.Values.SelectMany(cell => cell.Members.Values.Select(member => member.Id));

    public Sighting? Find(string id) => _cells.Values.SelectMany(cell => cell.Members.Values).FirstOrDefault(member => member.Id == id);

    public void Apply(LiveFrame frame)
    {
        if (frame.Tick is { } tick)
        {
            TickS = tick.Seconds;
        }
        Assert.True(TickS is not null, "a session's first frame has its tick");
        foreach (var cell in frame.Closed)
        {
            Closed.Add(cell);
            _cells.Remove(cell);
            Counts.Remove(cell);
        }
        foreach (var cell in frame.Cells)
        {
            Apply(cell, TickS.Value);
        }
        foreach (var count in frame.Counts)
        {
            Counts[count.Cell] = count;
        }
        foreach (var state in frame.Followed)
        {
            Followed[state.EfectivoId] = state;
        }
    }

    public override string ToString() =>
        $"{_cells.Count} cells with {_cells.Values.Sum(cell => cell.Members.Count)}, {Counts.Count} counts, {Followed.Count} followed, {Snapshots} snapshots";

    private void Apply(CellFrame frame, long tickS)
    {
        if (frame.Snapshot)
        {
            Snapshots++;
            _cells[frame.Cell] = new CellPicture();
        }
        Assert.True(_cells.TryGetValue(frame.Cell, out var cell), "a cell begins with a snapshot");
        if (!frame.Snapshot)
        {
            Assert.Equal(cell.Sequence % 127 + 1, frame.Sequence);
        }
        cell.Sequence = frame.Sequence;
        cell.Apply(frame, CellId.FromNumber(frame.Cell), tickS);
    }
}

internal sealed class CellPicture
{
    public uint Sequence { get; set; }

    /// <summary>By slot, or by id on the JSON subprotocol.</summary>
    public Dictionary<string, Sighting> Members { get; } = [];

    public void Apply(CellFrame frame, CellId cell, long tickS)
    {
        foreach (var slot in frame.Left)
        {
            Members.Remove(Key(slot));
        }
        foreach (var id in frame.LeftIds)
        {
            Members.Remove(id);
        }
        foreach (var member in frame.Members)
        {
            Members[Key(member.Slot)] = new Sighting(member.EfectivoId, member.Availability, default, 0);
        }
        for (var at = 0; at < frame.Rows.Count;)
        {
            var row = RowCodec.Read(frame.Rows, ref at);
            Members[Key(row.Slot)] = Members[Key(row.Slot)] with { Point = RowCodec.Point(cell, row), TimeS = RowCodec.DeviceTimeS(row, tickS) };
        }
        foreach (var state in frame.States)
        {
            Members[state.EfectivoId] = new Sighting(
                state.EfectivoId, state.Availability, new GeoPoint(state.Latitude, state.Longitude), state.DeviceTime.Seconds);
        }
    }

    private static string Key(uint slot) => $"#{slot}";
}

internal sealed record Sighting(string Id, Availability Availability, GeoPoint Point, long TimeS);
