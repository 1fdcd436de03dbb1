using GrupoGad.Benchmarks.Harness;

namespace GrupoGad.Benchmarks.Survive;

/// <summary>Whether every silo, asked alone, names the same living ones: else there are two clusters that write beside each other.</summary>
internal static class Brains
{
    public static async Task<bool> Agree(Cluster cluster)
    {
        var named = new List<string>();
        for (var silo = 0; silo < cluster.Silos.Count; silo++)
        {
            using var client = await cluster.Client(silo);
            var hosts = await client.Services.GetRequiredService<IClusterClient>().GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);
            named.Add(string.Join(' ', hosts.Keys.Select(host => host.ToString()).Order(StringComparer.Ordinal)));
            await client.StopAsync();
        }
        return named.Distinct().Count() == 1 && named[0].Split(' ').Length == cluster.Silos.Count;
    }
}
