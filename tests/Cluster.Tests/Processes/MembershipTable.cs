using System.Text.Json;
using StackExchange.Redis;

namespace GrupoGad.Cluster.Tests.Processes;

/// <summary>The silos' table in Redis, of one cluster.</summary>
internal sealed class MembershipTable(string redis, string cluster)
{
    private readonly string _key = $"{cluster}/members/{cluster}";

    /// <summary>As when Redis comes back with nothing in it.</summary>
    public async Task Lose()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis);
        Assert.True(await connection.GetDatabase().KeyDeleteAsync(_key));
    }

    /// <summary>Addresses with their generation.</summary>
    public async Task<string[]> Active()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis);
        var fields = await connection.GetDatabase().HashGetAllAsync(_key);
        return [.. fields.Where(field => field.Name != "Version" && StatusOf(field.Value!) == SiloStatus.Active).Select(field => field.Name.ToString()).Order()];
    }

    private static SiloStatus StatusOf(string row)
    {
        using var document = JsonDocument.Parse(row);
        return (SiloStatus)document.RootElement.GetProperty("Status").GetInt32();
    }
}
