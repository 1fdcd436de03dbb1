using System.Collections.Immutable;
using GrupoGad.Efectivos;

namespace GrupoGad.Silo.PostGis.ReadModels;

/// <inheritdoc cref="IEfectivoDirectory"/>
internal sealed class EfectivoDirectory(PostGisSources sources, PostGisGuard guard) : IEfectivoDirectory
{
    // Both columns have a trigram index, which serves an ILIKE.
    private const string Search = """
        SELECT id, display_name, unit, availability FROM efectivos WHERE id ILIKE $1 OR display_name ILIKE $1 ORDER BY id LIMIT $2
        """;

    public async ValueTask<ImmutableArray<EfectivoSummary>> Find(string text, int limit, CancellationToken cancellation) =>
        await guard.Run(token => Ask(text, limit, token), cancellation);

    private async Task<ImmutableArray<EfectivoSummary>> Ask(string text, int limit, CancellationToken cancellation)
    {
        await using var command = sources.Read.CreateCommand(Search);
        command.Parameters.Add(new() { Value = TextPattern.Containing(text) });
        command.Parameters.Add(new() { Value = limit });
        var found = ImmutableArray.CreateBuilder<EfectivoSummary>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(new EfectivoSummary
            {
                EfectivoId = reader.GetString(0),
                DisplayName = reader.GetString(1),
                Unit = reader.GetString(2),
                Availability = (Availability)reader.GetInt16(3),
            });
        }
        return found.DrainToImmutable();
    }
}
