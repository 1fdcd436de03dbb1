using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Options;
using Orleans.Clustering.Redis;
using Orleans.Configuration;
using StackExchange.Redis;

namespace GrupoGad.Silo.Membership;

/// <summary>Orleans' membership table in Redis, read and written as a whole, because Orleans' own provider cannot write a lost table again.</summary>
internal sealed class StoredMembership(IOptions<RedisClusteringOptions> redis, IOptions<ClusterOptions> cluster) : IAsyncDisposable
{
    private const string VersionField = "Version";

    private readonly RedisKey _key = redis.Value.CreateRedisKey(cluster.Value);
    private IConnectionMultiplexer? _connection;
    private bool _shared;

    public async Task<MembershipRows> Read()
    {
        var fields = await (await Database()).HashGetAllAsync(_key);
        var version = Array.Find(fields, field => field.Name == VersionField).Value;
        return new MembershipRows(
            version.HasValue ? int.Parse(version.ToString(), CultureInfo.InvariantCulture) : null,
            fields.Where(field => field.Name != VersionField).ToImmutableDictionary(field => field.Name.ToString(), field => field.Value.ToString()));
    }

    /// <summary>False when the table is no longer the one that was found; the caller must then judge it again.</summary>
    public async Task<bool> Restore(MembershipRows found, TableVerdict.Lost lost)
    {
        var write = (await Database()).CreateTransaction();
        write.AddCondition(found.Version is { } version
            ? Condition.HashEqual(_key, VersionField, version)
            : Condition.HashNotExists(_key, VersionField));
        if (!lost.Strangers.IsEmpty)
        {
            _ = write.HashDeleteAsync(_key, [.. lost.Strangers.Keys.Select(silo => (RedisValue)silo)]);
        }
        _ = write.HashSetAsync(_key, [new HashEntry(VersionField, lost.Restored.Version), .. lost.Restored.Rows.Select(row => new HashEntry(row.Key, row.Value))]);
        return await write.ExecuteAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection && !_shared)
        {
            await connection.DisposeAsync();
        }
    }

    private async ValueTask<IDatabase> Database()
    {
        if (_connection is null)
        {
            (_connection, _shared) = await redis.Value.CreateMultiplexer(redis.Value);
        }
        return _connection.GetDatabase();
    }
}
