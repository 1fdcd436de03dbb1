using System.Security.Cryptography;
using GrupoGad.LoadGenerator.Identity;
using GrupoGad.Silo.Tests;

namespace GrupoGad.Cluster.Tests.Processes;

/// <summary>Two silos and two gateways as real processes, on a real PostGIS (a database of its own) and Redis (a cluster name of its own).</summary>
public class Installation : IAsyncLifetime
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gad-kill-");
    private readonly List<Member> _members = [];
    private PostGisServer? _postGis;
    private RedisServer? _redis;

    internal IReadOnlyList<Member> Silos => _members[..2];

    internal IReadOnlyList<Member> Gateways => _members[2..];

    /// <summary>Of the gateways, in their order.</summary>
    public IReadOnlyList<Uri> Urls { get; private set; } = [];

    /// <summary>The gateways' doors for gRPC, in their order.</summary>
    public IReadOnlyList<Uri> GrpcUrls { get; private set; } = [];

    public TestDatabase Database { get; protected set; } = null!;

    internal MembershipTable Membership { get; private set; } = null!;

    protected string RedisAddress { get; set; } = "";

    public Tokens Tokens => Tokens.FromKey(_key);

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

    /// <summary>Starts what a test has killed.</summary>
    public async Task Complete()
    {
        foreach (var member in _members)
        {
            await member.Start();
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var member in _members)
        {
            await member.DisposeAsync();
        }
        _members.Clear();
        await (Database?.DisposeAsync() ?? default);
        _postGis?.Dispose();
        await (_redis?.DisposeAsync() ?? default);
        _folder.Delete(recursive: true);
    }

    /// <summary>The servers that it stands on, not started by anybody else.</summary>
    protected virtual async Task Serve()
    {
        _redis = await RedisServer.Start();
        _postGis = new PostGisServer();
        Database = await _postGis.CreateDatabase();
        RedisAddress = _redis.Address;
    }

    /// <summary>Of all its processes, on top of what every installation has.</summary>
    protected virtual Task<IReadOnlyDictionary<string, string>> Settings() => Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>());

    private async Task Start()
    {
        var keyFile = Path.Combine(_folder.FullName, "signing.key");
        await File.WriteAllTextAsync(keyFile, Convert.ToHexStringLower(_key));
        await Serve();
        var name = $"gad-kill-{Guid.NewGuid():N}";
        Membership = new MembershipTable(RedisAddress, name);
        var common = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Logging__LogLevel__Default"] = "Warning",
            ["Gad__Mode"] = "Durable",
            ["Gad__Identity__SigningKeyFile"] = keyFile,
            ["Gad__Cluster__ClusterId"] = name,
            ["Gad__Cluster__ServiceId"] = name,
            ["ConnectionStrings__PostGis"] = Database.Address,
            ["ConnectionStrings__Redis"] = RedisAddress,
            // The trace is of 2024: it is to be taken for as long as these tests live.
            ["Gad__Efectivos__RetentionDays"] = "3660",
            // A machine that has other things to do is no outage.
            ["Gad__Calls__PatienceMs"] = "30000",
            ["Gad__Calls__AttemptMs"] = "10000",
            ["Gad__Ingest__GiveUpAfterS"] = "60",
        };
        foreach (var (setting, value) in await Settings())
        {
            common[setting] = value;
        }
        var ports = Ports.Take(14);
        _members.Add(Silo(common, "spill-1", ports[0..3]));
        _members.Add(Silo(common, "spill-2", ports[3..6]));
        _members.Add(Gateway(common, ports[6..10]));
        _members.Add(Gateway(common, ports[10..14]));
        Urls = [new($"http://127.0.0.1:{ports[6]}"), new($"http://127.0.0.1:{ports[10]}")];
        GrpcUrls = [new($"http://127.0.0.1:{ports[9]}"), new($"http://127.0.0.1:{ports[13]}")];
        await Complete();
    }

    private Member Silo(Dictionary<string, string> common, string spill, int[] ports) => new("Silo", ports[2], new Dictionary<string, string>(common)
    {
        ["Gad__Cluster__SiloPort"] = $"{ports[0]}",
        ["Gad__Cluster__GatewayPort"] = $"{ports[1]}",
        ["Gad__Admin__Port"] = $"{ports[2]}",
        ["Gad__Journal__SpillDirectory"] = Path.Combine(_folder.FullName, spill),
    });

    private static Member Gateway(Dictionary<string, string> common, int[] ports) => new("WebFrontend", ports[1], new Dictionary<string, string>(common)
    {
        ["Gad__Http__Port"] = $"{ports[0]}",
        ["Gad__Admin__Port"] = $"{ports[1]}",
        ["Gad__Osmand__Port"] = $"{ports[2]}",
        ["Gad__Grpc__Port"] = $"{ports[3]}",
    });
}
