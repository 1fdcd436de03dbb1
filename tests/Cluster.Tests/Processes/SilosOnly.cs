using GrupoGad.Efectivos;
using GrupoGad.Operations;
using GrupoGad.Silo.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using StackExchange.Redis;

namespace GrupoGad.Cluster.Tests.Processes;

/// <summary>Two silos as real processes on a real PostGIS and Redis, each ready to kill itself at a named point, and a client of them.</summary>
public sealed class SilosOnly : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gad-operations-");
    private readonly List<Member> _silos = [];
    private PostGisServer? _postGis;
    private RedisServer? _redis;
    private IHost? _client;

    public TestDatabase Database { get; private set; } = null!;

    internal IReadOnlyList<Member> Silos => _silos;

    private string FaultFile => Path.Combine(_folder.FullName, "fault");

    public async ValueTask InitializeAsync()
    {
        try
        {
            await Start();
        }
        catch
        {
            // A fixture that fails to start is not disposed of by the runner.
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>The next process that comes to the point dies there.</summary>
    public void Arm(string point)
    {
        File.Delete(FaultFile + ".done");
        File.WriteAllText(FaultFile, point);
    }

    public bool HasStruck => File.Exists(FaultFile + ".done");

    /// <summary>Starts what has died.</summary>
    public async Task Complete()
    {
        foreach (var silo in _silos)
        {
            await silo.Start();
        }
    }

    internal MembershipTable Membership { get; private set; } = null!;

    public IGrainFactory Grains => _client!.Services.GetRequiredService<IClusterClient>();

    public IOperationGrain Operation(string id) => _client!.Services.GetRequiredService<IClusterClient>().GetGrain<IOperationGrain>(id);

    public IEfectivoGrain Efectivo(string id) => _client!.Services.GetRequiredService<IClusterClient>().GetGrain<IEfectivoGrain>(id);

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.StopAsync();
            _client.Dispose();
        }
        foreach (var silo in _silos)
        {
            await silo.DisposeAsync();
        }
        _silos.Clear();
        await (Database?.DisposeAsync() ?? default);
        _postGis?.Dispose();
        await (_redis?.DisposeAsync() ?? default);
        _folder.Delete(recursive: true);
    }

    private async Task Start()
    {
        _redis = await RedisServer.Start();
        _postGis = new PostGisServer();
        Database = await _postGis.CreateDatabase();
        var keyFile = Path.Combine(_folder.FullName, "signing.key");
        await File.WriteAllTextAsync(keyFile, Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)));
        var name = $"gad-operations-{Guid.NewGuid():N}";
        Membership = new MembershipTable(_redis.Address, name);
        var ports = Ports.Take(6);
        foreach (var i in new[] { 0, 1 })
        {
            _silos.Add(new Member("Silo", ports[3 * i + 2], new Dictionary<string, string>
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Testing",
                ["Logging__LogLevel__Default"] = Environment.GetEnvironmentVariable("GAD_TEST_LOG_LEVEL") ?? "Warning",
                ["Gad__Mode"] = "Durable",
                ["Gad__Identity__SigningKeyFile"] = keyFile,
                ["Gad__Cluster__ClusterId"] = name,
                ["Gad__Cluster__ServiceId"] = name,
                ["Gad__Cluster__SiloPort"] = $"{ports[3 * i]}",
                ["Gad__Cluster__GatewayPort"] = $"{ports[3 * i + 1]}",
                ["Gad__Admin__Port"] = $"{ports[3 * i + 2]}",
                ["Gad__Journal__SpillDirectory"] = Path.Combine(_folder.FullName, $"spill-{i}"),
                ["ConnectionStrings__PostGis"] = Database.Address,
                ["ConnectionStrings__Redis"] = _redis.Address,
                ["Gad__Faults__File"] = FaultFile,
                // Integrators' servers of the tests are on this machine.
                ["Gad__Webhooks__AllowPrivate"] = "true",
            }));
        }
        await Complete();
        _client = Client(name, _redis.Address);
        await _client.StartAsync();
    }

    private static IHost Client(string cluster, string redis)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster, cluster))
            .Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(1))
            .Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(10))
            .UseRedisClustering(options => options.ConfigurationOptions = ConfigurationOptions.Parse(redis)));
        return builder.Build();
    }
}
