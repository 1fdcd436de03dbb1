namespace GrupoGad.Silo.PostGis.Indexes;

/// <summary>Faults of the indexes, by name.</summary>
/// <param name="Different">Indexes that exist but differ from their declaration.</param>
/// <param name="Undeclared">Indexes on one of our tables without a declaration.</param>
internal sealed record IndexVerdict(
    IReadOnlyList<string> Missing, IReadOnlyList<string> Invalid, IReadOnlyList<string> Different, IReadOnlyList<string> Undeclared)
{
    public static IndexVerdict Good { get; } = new([], [], [], []);

    /// <summary>True when queries would be slow or a uniqueness rule is not enforced.</summary>
    public bool IsBad => Missing.Count + Invalid.Count + Different.Count > 0;

    public static IndexVerdict Of(IEnumerable<IndexDeclaration> declared, IReadOnlyCollection<FoundIndex> found)
    {
        var byName = found.ToDictionary(index => index.Name, StringComparer.Ordinal);
        var (missing, invalid, different) = (new List<string>(), new List<string>(), new List<string>());
        var names = new HashSet<string>(StringComparer.Ordinal);
        var tables = new HashSet<string>(StringComparer.Ordinal);
        foreach (var declaration in declared)
        {
            names.Add(declaration.Name);
            tables.Add(declaration.Table);
            if (!byName.TryGetValue(declaration.Name, out var index))
            {
                missing.Add(declaration.Name);
            }
            else if (index.Table != declaration.Table || index.Unique != declaration.Unique || index.Definition != declaration.Definition)
            {
                different.Add(declaration.Name);
            }
            else if (!index.Valid)
            {
                invalid.Add(declaration.Name);
            }
        }
        // A failed REINDEX CONCURRENTLY leaves such an invalid index behind, which should be dropped.
        var undeclared = found.Where(index => tables.Contains(index.Table) && !names.Contains(index.Name)).Select(index => index.Name).Order(StringComparer.Ordinal);
        return new(missing, invalid, different, [.. undeclared]);
    }

    public override string ToString() => string.Join("; ", new[]
    {
        Part("missing", Missing), Part("invalid", Invalid), Part("not as declared", Different),
    }.Where(part => part.Length > 0));

    private static string Part(string what, IReadOnlyList<string> names) => names.Count == 0 ? "" : $"{what}: {string.Join(", ", names)}";
}
