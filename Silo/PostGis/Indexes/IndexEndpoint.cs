namespace GrupoGad.Silo.PostGis.Indexes;

/// <summary>Shows the indexes on the admin port: declarations with reasons, faults, and use.</summary>
internal static class IndexEndpoint
{
    public static IEndpointConventionBuilder Map(WebApplication app) => app.MapGet("/postgis/indexes", async (IndexWatch watch, CancellationToken cancellation) =>
    {
        await watch.Verify(cancellation);
        await watch.Measure(cancellation);
        return Results.Json(Describe(watch));
    });

    public static IndexResource Describe(IndexWatch watch)
    {
        var uses = watch.Uses.ToDictionary(use => use.Name, StringComparer.Ordinal);
        return new(
            watch.Verdict,
            [.. DeclaredIndexes.All.Select(index => new IndexRow(index, uses.GetValueOrDefault(index.Name)))],
            [.. uses.Values.Where(use => use.Scans == 0).Select(use => use.Name).Order(StringComparer.Ordinal)],
            watch.Tables);
    }

    /// <param name="Unused">Not scanned since the server's statistics began: candidates to drop, unless they enforce uniqueness.</param>
    public sealed record IndexResource(IndexVerdict Verdict, IReadOnlyList<IndexRow> Indexes, IReadOnlyList<string> Unused, IReadOnlyList<TableUse> Tables);

    public sealed record IndexRow(IndexDeclaration Declared, IndexUse? Use);
}
