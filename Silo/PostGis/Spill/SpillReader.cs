using GrupoGad.Efectivos;

namespace GrupoGad.Silo.PostGis.Spill;

/// <summary>Reads a closed spill file. What follows the last sound record was torn by a crash before anybody was answered: it is left out.</summary>
internal sealed class SpillReader
{
    private readonly byte[] _content;
    private int _at;

    public SpillReader(string segment) => _content = File.ReadAllBytes(segment);

    /// <summary>Bytes behind the last sound record, once all are read.</summary>
    public int TornBytes => _content.Length - _at;

    /// <summary>Up to so many rows; empty at the end.</summary>
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
