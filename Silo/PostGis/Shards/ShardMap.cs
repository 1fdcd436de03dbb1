using Microsoft.Extensions.Options;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Shards;

/// <summary>A database with the positions of some jurisdictions.</summary>
internal sealed record Shard(string Name, NpgsqlDataSource Source);

/// <summary>Maps a jurisdiction to its database.</summary>
internal sealed class ShardMap : IAsyncDisposable
{
    private readonly Dictionary<string, Shard> _byJurisdiction = new(StringComparer.Ordinal);

    public ShardMap(PostGisSources sources, IOptions<PostGisOptions> postGis, IOptions<ShardOptions> options)
    {
        First = new Shard(ShardOptions.First, sources.Read);
        var shards = new List<Shard> { First };
        foreach (var entry in options.Value.Entries)
        {
            var shard = new Shard(entry.Name, NpgsqlDataSource.Create(PostGisConnections.Read(entry.Address, postGis.Value)));
            shards.Add(shard);
            foreach (var jurisdiction in entry.Jurisdictions)
            {
                _byJurisdiction[jurisdiction] = shard;
            }
        }
        All = shards;
    }

    public Shard First { get; }

    public IReadOnlyList<Shard> All { get; }

    /// <summary>The shard of a jurisdiction; the first shard when the jurisdiction is empty or has none.</summary>
    public Shard Of(string jurisdiction) => _byJurisdiction.GetValueOrDefault(jurisdiction, First);

    public async ValueTask DisposeAsync()
    {
        foreach (var shard in All.Where(shard => shard != First))
        {
            await shard.Source.DisposeAsync();
        }
    }
}
