using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using GrupoGad.LoadGenerator.Identity;
using Orleans.Configuration;

namespace GrupoGad.Benchmarks.Harness;

/// <summary>The product as it runs: silos and gateways, processes of their own, each of which can be killed and started again.</summary>
public sealed class Cluster : IAsyncDisposable
{
    /// <summary>Of a silo, for clients: this many after its first port.</summary>
    private const int OrleansPort = 2;

    private const int MemberPorts = 8;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gad-bench-");
    private readonly Dictionary<string, string> _common;
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly string _name = $"gad-bench-{Guid.NewGuid():N}";
    private readonly IPEndPoint _orleans;

    /// <param name="portBase">Eight ports a member from there.</param>
    /// <param name="settings">On top of the product's own defaults.</param>
    public Cluster(Repository repository, string postGis, string redis, int silos, int gateways, int portBase, IReadOnlyDictionary<string, string>? settings = null)
    {
        File.WriteAllText(KeyFile, Convert.ToHexString(_key));
        _orleans = new IPEndPoint(IPAddress.Loopback, portBase + OrleansPort);
        _common = new Dictionary<string, string>
        {
            ["ConnectionStrings__PostGis"] = postGis,
            ["ConnectionStrings__Redis"] = redis,
            ["Gad__Mode"] = "Durable",
            ["Gad__Identity__SigningKeyFile"] = KeyFile,
            ["Gad__Cluster__ClusterId"] = _name,
            ["Gad__Cluster__ServiceId"] = _name,
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Logging__LogLevel__Default"] = "Warning",
        };
        foreach (var (setting, value) in settings ?? new Dictionary<string, string>())
        {
            _common[setting] = value;
        }
        Silos = [.. Enumerable.Range(0, silos).Select(i => Silo(repository, i, portBase + MemberPorts * i))];
        Gateways = [.. Enumerable.Range(0, gateways).Select(i => Gateway(repository, portBase + MemberPorts * (silos + i)))];
        Urls = [.. Enumerable.Range(0, gateways).Select(i => new Uri($"http://127.0.0.1:{portBase + MemberPorts * (silos + i)}"))];
    }

    public IReadOnlyList<Member> Silos { get; }

    public IReadOnlyList<Member> Gateways { get; }

    /// <summary>Of the gateways, in their order.</summary>
    public IReadOnlyList<Uri> Urls { get; }

    public Tokens Tokens => Tokens.FromKey(_key);

    /// <summary>For programs that make tokens of their own.</summary>
    public string KeyFile => Path.Combine(Folder, "signing.key");

    /// <summary>The bench's files; gone with the cluster.</summary>
    public string Folder => _folder.FullName;

    public double Cpu => SilosCpu() + GatewaysCpu();

    public double PeakMiB => Silos.Concat(Gateways).Sum(member => member.PeakMiB);

    public double SilosCpu() => Silos.Sum(member => member.CpuSeconds);

    public double GatewaysCpu() => Gateways.Sum(member => member.CpuSeconds);

    /// <summary>Starts what does not run, and ends when all are ready.</summary>
    public async Task Complete()
    {
        foreach (var member in Silos.Concat(Gateways))
        {
            await member.Start();
        }
    }

    /// <summary>The last words of those that do not run.</summary>
    public IEnumerable<string> Ended()
    {
        foreach (var (kind, members) in new[] { ("silo", Silos), ("gateway", Gateways) })
        {
            for (var i = 0; i < members.Count; i++)
            {
                if (!members[i].Runs)
                {
                    yield return $"{kind} {i}: {members[i].Said}";
                }
            }
        }
    }

    /// <summary>A client of one silo alone.</summary>
    public async Task<IHost> Client(int silo = 0)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (_name, _name))
            .UseStaticClustering(new IPEndPoint(_orleans.Address, _orleans.Port + MemberPorts * silo)));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in Gateways.Concat(Silos))
        {
            await member.DisposeAsync();
        }
        _folder.Delete(recursive: true);
    }

    private Member Silo(Repository repository, int number, int port) => new(repository.Binary("Silo"), port, With(new()
    {
        ["Gad__Admin__Port"] = Text(port),
        ["Gad__Cluster__SiloPort"] = Text(port + 1),
        ["Gad__Cluster__GatewayPort"] = Text(port + OrleansPort),
        ["Gad__Journal__SpillDirectory"] = Path.Combine(_folder.FullName, $"spill-{number}"),
    }));

    private Member Gateway(Repository repository, int port) => new(repository.Binary("WebFrontend"), port + 1, With(new()
    {
        ["Gad__Http__Port"] = Text(port),
        ["Gad__Admin__Port"] = Text(port + 1),
        ["Gad__Osmand__Port"] = Text(port + 2),
        ["Gad__Grpc__Port"] = Text(port + 3),
    }));

    private Dictionary<string, string> With(Dictionary<string, string> own) => _common.Concat(own).ToDictionary(pair => pair.Key, pair => pair.Value);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
