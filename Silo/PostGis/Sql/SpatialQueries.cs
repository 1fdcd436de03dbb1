using GrupoGad.Silo.PostGis.ReadModels;

namespace GrupoGad.Silo.PostGis.Sql;

/// <summary>The questions by place and time, each a file beside this one that names its parameters.</summary>
/// <remarks>
/// All have one shape: the filter that an index serves (<c>ST_DWithin</c>, <c>&amp;&amp;</c>, a time range), the order that an index gives
/// (<c>&lt;-&gt;</c>), and distances computed last, for the rows of the answer alone. <c>QueryPlanTests</c> checks the plan of each on a large table;
/// <c>./gad bench postgis</c> measures each beside the obvious shape. The driver prepares a statement at its second use.
/// </remarks>
internal static class SpatialQueries
{
    public static string Nearest { get; } = Read("nearest");

    public static string NearestAvailable { get; } = Read("nearest_available");

    public static string NearestSkilled { get; } = Read("nearest_skilled");

    public static string WithinRadius { get; } = Read("within_radius");

    public static string WithinArea { get; } = Read("within_area");

    public static string PassedNear { get; } = Read("passed_near");

    public static string TrackWindow { get; } = Read("track_window").Replace("{columns}", PositionColumns.Names, StringComparison.Ordinal);

    public static string OperationsNear { get; } = Read("operations_near");

    private static string Read(string name)
    {
        var resource = $"GrupoGad.Silo.PostGis.Sql.{name}.sql";
        using var stream = typeof(SpatialQueries).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The query {name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
