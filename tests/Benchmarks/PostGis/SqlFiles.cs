namespace GrupoGad.Benchmarks.PostGis;

/// <summary>The product's own SQL, built into this program: its migrations and its canonical queries.</summary>
internal static class SqlFiles
{
    private const string Migration = "migration/", Query = "query/";

    public static IEnumerable<string> Migrations => typeof(SqlFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Migration, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read);

    public static string Canonical(string name) => Read($"{Query}{name}.sql");

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(SqlFiles).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not built in."));
        return reader.ReadToEnd();
    }
}
