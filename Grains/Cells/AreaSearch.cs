using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Cells;

/// <summary>Pages through who is inside a box: occupied cells in quadkey order, inside a cell by code. The cursor is <c>quadkey|code</c>.</summary>
internal sealed class AreaSearch(IGrainFactory grains, int liveLevel)
{
    public async Task<AreaPage> Run(AreaQuery query, CancellationToken cancellation)
    {
        var (startCell, startCode) = Split(query.Cursor);
        var cells = await Occupied(query.Bounds, cancellation);
        cells.Sort(StringComparer.Ordinal);
        var members = ImmutableArray.CreateBuilder<CellMember>();
        foreach (var cell in cells.Where(cell => string.CompareOrdinal(cell, startCell) >= 0))
        {
            cancellation.ThrowIfCancellationRequested();
            var after = cell == startCell ? startCode : "";
            var room = query.Limit - members.Count;
            var found = await grains.GetGrain<ICellSearchGrain>(cell).Within(query.Bounds, query.Filter, after, room + 1);
            members.AddRange(found.Take(room));
            if (found.Length > room)
            {
                var last = room == 0 ? after : members[^1].EfectivoId;
                return new AreaPage { Members = OnceEach(members), Next = $"{cell}|{last}" };
            }
        }
        return new AreaPage { Members = OnceEach(members) };
    }

    /// <summary>Between entering a cell and leaving the one before, an efectivo is in both: its newer position counts.</summary>
    private static ImmutableArray<CellMember> OnceEach(ImmutableArray<CellMember>.Builder members)
    {
        var newest = new Dictionary<string, CellMember>(members.Count, StringComparer.Ordinal);
        foreach (var member in members)
        {
            if (!newest.TryGetValue(member.EfectivoId, out var known) || known.Version < member.Version)
            {
                newest[member.EfectivoId] = member;
            }
        }
        return newest.Count == members.Count ? members.DrainToImmutable() : [.. newest.Values];
    }

    private async Task<List<string>> Occupied(GeoBounds bounds, CancellationToken cancellation)
    {
        var found = new List<string>();
        var open = new Stack<CellId>([CellId.World]);
        while (open.TryPop(out var cell))
        {
            cancellation.ThrowIfCancellationRequested();
            if (cell.Level == liveLevel)
            {
                found.Add(cell.ToString());
                continue;
            }
            foreach (var child in await grains.GetGrain<ICountCellGrain>(cell.ToString()).Occupied())
            {
                var id = CellId.Parse(child.Cell);
                if (Overlaps(id.Bounds, bounds))
                {
                    open.Push(id);
                }
            }
        }
        return found;
    }

    private static bool Overlaps(GeoBounds cell, GeoBounds wanted) =>
        cell.South <= wanted.North && cell.North >= wanted.South
        && (wanted.CrossesAntimeridian
            ? cell.East >= wanted.West || cell.West <= wanted.East
            : cell.East >= wanted.West && cell.West <= wanted.East);

    private static (string Cell, string Code) Split(string cursor)
    {
        var bar = cursor.IndexOf('|', StringComparison.Ordinal);
        return bar < 0 ? ("", "") : (cursor[..bar], cursor[(bar + 1)..]);
    }
}
