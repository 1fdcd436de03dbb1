namespace GrupoGad.LoadGenerator.Traces;

/// <summary>A recorded fleet, in the order in which its fixes arrived.</summary>
/// <param name="Units">Every unit that has a row, in order of first appearance.</param>
/// <param name="Malformed">Rows whose time or numbers could not be read.</param>
public sealed record Trace(IReadOnlyList<TraceUnit> Units, IReadOnlyList<TraceRow> Rows, MalformedRows Malformed)
{
    /// <summary>When the recorder received its first row; the trace's clock starts here.</summary>
    public DateTime Start => Rows.Count == 0 ? DateTime.UnixEpoch : Rows[0].Arrival;

    public DateTime End => Rows.Count == 0 ? Start : Rows[^1].Arrival;

    /// <summary>The rows of each unit, in order of arrival; the index is the unit's.</summary>
    public IReadOnlyList<TraceRow>[] ByUnit()
    {
        var rows = new List<TraceRow>[Units.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = [];
        }
        foreach (var row in Rows)
        {
            rows[row.Unit].Add(row);
        }
        return rows;
    }
}

/// <summary>A unit of the recorded fleet.</summary>
/// <param name="Id">As recorded, e.g. <c>9948</c>.</param>
/// <param name="Group">The line, route or kind it runs as when first seen; empty where the trace has none.</param>
public sealed record TraceUnit(string Id, string Group);
