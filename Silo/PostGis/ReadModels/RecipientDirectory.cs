using System.Collections.Immutable;
using GrupoGad.Commands;
using GrupoGad.Silo.PostGis.GrainStorage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace GrupoGad.Silo.PostGis.ReadModels;

/// <inheritdoc cref="IRecipientDirectory"/>
internal sealed class RecipientDirectory(PostGisSources sources, PostGisGuard guard, IOptions<Orleans.Configuration.ClusterOptions> cluster)
    : IRecipientDirectory
{
    private const string Registered = "SELECT id FROM efectivos WHERE id = ANY($1)";

    private const string Belong = """
        SELECT DISTINCT coalesce(known.jurisdiction, '') COLLATE "C" AS jurisdiction FROM unnest($1::text[]) AS asked (id) LEFT JOIN efectivos known USING (id) ORDER BY 1
        """;

    // The superior has no column of its own: it is read from the grain's document, by key.
    private const string Above = """
        SELECT key, document -> 'profile' ->> 'superior' FROM grain_states WHERE service_id = $1 AND state_name = $2 AND key = ANY($3)
            AND document -> 'profile' ->> 'superior' <> ''
        """;

    public async ValueTask<IReadOnlySet<string>> Known(IReadOnlyCollection<string> efectivos, CancellationToken cancellation) =>
        efectivos.Count == 0 ? ImmutableHashSet<string>.Empty : (await Read(Registered, reader => reader.GetString(0), cancellation, [efectivos.ToArray()]))
            .ToHashSet(StringComparer.Ordinal);

    public async ValueTask<ImmutableArray<string>> Of(RecipientKind kind, string value, int limit, CancellationToken cancellation)
    {
        var condition = kind switch
        {
            RecipientKind.Unit => "unit = $1",
            RecipientKind.Role => "specialties @> ARRAY[$1]",
            RecipientKind.Rank => "rank = $1",
            RecipientKind.Jurisdiction => "jurisdiction = $1",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unit, Role, Rank or Jurisdiction"),
        };
        return [.. await Read($"SELECT id FROM efectivos WHERE {condition} ORDER BY id LIMIT $2", reader => reader.GetString(0), cancellation, [value, limit])];
    }

    public async ValueTask<IReadOnlyDictionary<string, string>> Superiors(IReadOnlyCollection<string> efectivos, CancellationToken cancellation) =>
        (await Read(Above, reader => (reader.GetString(0), reader.GetString(1)), cancellation,
            [cluster.Value.ServiceId, PostGisGrainStorage.EfectivoState, efectivos.ToArray()])).ToDictionary(StringComparer.Ordinal);

    public async ValueTask<ImmutableArray<string>> Jurisdictions(IReadOnlyCollection<string> efectivos, CancellationToken cancellation) =>
        [.. await Read(Belong, reader => reader.GetString(0), cancellation, [efectivos.ToArray()])];

    private Task<List<T>> Read<T>(string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancellation, object[] values) =>
        guard.Run(token => SqlRows.Read(sources.Read, sql, row, token, values), cancellation);
}
