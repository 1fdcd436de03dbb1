using System.Net;
using GrupoGad.WebFrontend.Hosting.Calls;
using Orleans.Configuration;
using StackExchange.Redis;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>Joins the cluster as a client: through Redis membership, or through one local gateway in memory mode.</summary>
public static class OrleansClientSetup
{
    /// <summary>Name of cluster and service unless <c>Gad:Cluster</c> gives others; the silos' default too.</summary>
    private const string ClusterName = "gad";

    /// <summary>Nothing is kept: no Redis, no PostGIS, one silo on this machine.</summary>
    public static bool IsMemoryMode(this IConfiguration configuration) =>
        string.Equals(configuration["Gad:Mode"], "Memory", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="StartRefusedException">Durable mode without Redis.</exception>
    public static void AddGadCluster(this WebApplicationBuilder builder)
    {
        var link = new ClusterLink();
        builder.Services.AddSingleton(link);
        // The client waits for a silo. The listeners open meanwhile and answer "unavailable", so that health can say which part is missing.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);

        var configuration = builder.Configuration;
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) =
                (configuration["Gad:Cluster:ClusterId"] ?? ClusterName, configuration["Gad:Cluster:ServiceId"] ?? ClusterName));
            // The calls of endpoints end before that, see PatientCalls. An older message is dropped wherever it waits.
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(10));
            client.UseConnectionRetryFilter<SiloAwaiter>();
            client.AddGadTracing();
            client.AddGatewayCountChangedHandler((_, change) => link.Count(change.NumberOfConnectedGateways));
            client.AddClusterConnectionLostHandler((_, _) => link.Count(0));
            if (configuration.IsMemoryMode())
            {
                client.UseStaticClustering(new IPEndPoint(IPAddress.Loopback, configuration.GetValue("Gad:Cluster:GatewayPort", 30000)));
                return;
            }
            client.UseRedisClustering(redis => redis.ConfigurationOptions = Redis(configuration));
            KeptGateways.Keep(client.Services);
            // A silo that hangs stays connected until the list of living ones is read again: each moment of that is one in which its grains answer nobody.
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromMilliseconds(250));
        });
        builder.Services.AddGadCalls();
    }

    private static ConfigurationOptions Redis(IConfiguration configuration)
    {
        var text = configuration.GetConnectionString("Redis");
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new StartRefusedException("ConnectionStrings:Redis is missing (or set Gad:Mode=Memory, which keeps nothing)");
        }
        var options = ConfigurationOptions.Parse(text);
        options.AbortOnConnectFail = false;
        return options;
    }
}
