namespace GrupoGad.LoadGenerator.Traces;

/// <summary>Rows that cannot be sent, by what is wrong with them; remembers the first of each kind.</summary>
public sealed class MalformedRows
{
    private readonly Dictionary<string, (int Count, int FirstLine, string FirstText)> _kinds = new(StringComparer.Ordinal);

    public int Count => _kinds.Values.Sum(kind => kind.Count);

    /// <param name="kind">The unreadable column.</param>
    /// <param name="line">Line of the file, from 1.</param>
    public void Add(string kind, int line, string text) =>
        _kinds[kind] = _kinds.TryGetValue(kind, out var seen) ? seen with { Count = seen.Count + 1 } : (1, line, text);

    /// <summary>One sentence a kind.</summary>
    public IEnumerable<string> Describe() => _kinds.OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind =>
        $"{kind.Value.Count} row(s) with an unreadable {kind.Key}, first in line {kind.Value.FirstLine}: '{kind.Value.FirstText}'");
}
