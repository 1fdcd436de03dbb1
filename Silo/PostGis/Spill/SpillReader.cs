using GrupoGad.Efectivos;

namespace GrupoGad.Silo.PostGis.Spill;

/// <summary>Reads a closed spill file. Skips bytes after the last sound record: a crash tore them before any caller was answered.</summary>
internal sealed class SpillReader
{
    private readonly byte[] _content;
    private int _at;

    public SpillReader(string segment) => _content = File.ReadAllBytes(segment);

    /// <summary>Bytes behind the last sound record, once all are read.</summary>
    public int TornBytes => _content.Length - _at;

    /// <summary>Reads at most <paramref name="rowsMax"/> rows; an empty list at the end.</summary>
    public List<PositionReport> Next(int rowsMax)
    {
        var rows = new List<PositionReport>(rowsMax);
        while (rows.Count < rowsMax && SpillRecord.Read(_content.AsSpan(_at), out var row) is var size and > 0)
        {
            rows.Add(row);
            _at += size;
        }
        return rows;
    }
}
