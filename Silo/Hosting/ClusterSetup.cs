using System.ComponentModel.DataAnnotations;
using System.Net;
using GrupoGad.Silo.Membership;
using GrupoGad.Silo.PostGis;
using Orleans.Configuration;
using StackExchange.Redis;

namespace GrupoGad.Silo.Hosting;

internal static class ClusterSetup
{
    /// <summary>
    /// Membership in Redis and reminders in PostGIS (or both in this process), endpoints, and failure detection in seconds instead of a minute.
    /// </summary>
    public static ISiloBuilder UseGadCluster(this ISiloBuilder silo, IConfiguration configuration)
    {
        var options = configuration.GetSection(ClusterOptions.Section).Get<ClusterOptions>() ?? new ClusterOptions();
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        silo.Configure<SiloMessagingOptions>(messaging =>
        {
            // Between grains, which answer in milliseconds; a question that takes longer carries ResponseTimeout. Two grains that wait for each other time out
            // soon.
            messaging.ResponseTimeout = TimeSpan.FromSeconds(15);
            // An activation that is stuck in a call, or in its end, is dropped for a new one. A webhook's round against a server that hangs takes some minutes.
            messaging.MaxRequestProcessingTime = TimeSpan.FromMinutes(5);
        });
        return configuration.Mode() == GadMode.Memory ? silo.UseMemoryCluster(options) : silo.UseRedisCluster(configuration, options);
    }

    private static ISiloBuilder UseMemoryCluster(this ISiloBuilder silo, ClusterOptions options) => silo
        .UseLocalhostClustering(options.SiloPort, options.GatewayPort, serviceId: options.ServiceId, clusterId: options.ClusterId)
        .UseInMemoryReminderService();

    private static ISiloBuilder UseRedisCluster(this ISiloBuilder silo, IConfiguration configuration, ClusterOptions options)
    {
        var redis = ConfigurationOptions.Parse(configuration.RequiredConnection("Redis"));
        // The silo starts and goes on while Redis is away; membership is read again when Redis is back.
        redis.AbortOnConnectFail = false;
        // If it came back empty, the table is written again before others find it so.
        redis.ReconnectRetryPolicy = new LinearRetry(500);
        var bind = IPAddress.Parse(configuration["Gad:Bind"] ?? "127.0.0.1");
        var advertised = Advertised(options, bind);
        silo.Services.AddOptions<ClusterOptions>().Bind(configuration.GetSection(ClusterOptions.Section)).ValidateDataAnnotations();
        return silo
            .Configure<Orleans.Configuration.ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.ClusterId, options.ServiceId))
            .UseRedisClustering(clustering => clustering.ConfigurationOptions = redis)
            .UseGadMembership()
            // Not in Redis, which may be emptied.
            .UseGadPostGisReminders()
            .ConfigureEndpoints(advertised, options.SiloPort, options.GatewayPort, listenOnAnyHostAddress: !IPAddress.IsLoopback(bind))
            .Configure<ClusterMembershipOptions>(membership =>
            {
                membership.ProbeTimeout = TimeSpan.FromSeconds(options.ProbeTimeoutS);
                // Orleans' default is four times as long. A hanging silo keeps its connections and counts as alive for this time times the missed probes.
                membership.MaxProbeTimeout = membership.ProbeTimeout;
                membership.NumMissedProbesLimit = options.MissedProbesMax;
                membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
                membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
                // After a crash of all silos the dead rows count as dead after this many missed signs of life.
                membership.NumMissedTableIAmAliveLimit = 2;
                membership.MaxJoinAttemptTime = TimeSpan.FromMinutes(2);
                membership.DefunctSiloExpiration = TimeSpan.FromHours(1);
                membership.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(10);
            });
    }

    internal static IPAddress Advertised(ClusterOptions options, IPAddress bind) => options.AdvertisedAddress is { Length: > 0 } text
        ? IPAddress.Parse(text)
        : bind.Equals(IPAddress.Any) || bind.Equals(IPAddress.IPv6Any)
            ? throw new InvalidOperationException($"Gad:Cluster:AdvertisedAddress is missing: with Gad:Bind={bind} the others cannot tell where this silo is.")
            : bind;
}
