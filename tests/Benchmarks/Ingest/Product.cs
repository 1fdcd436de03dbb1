using System.Globalization;
using System.Security.Cryptography;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.LoadGenerator.Identity;

namespace GrupoGad.Benchmarks.Ingest;

/// <summary>The product as it runs: one silo and one front end, processes of their own, on the bench's PostGIS and Redis.</summary>
public sealed class Product : IAsyncDisposable
{
    private const int PortBase = 23_000;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gad-bench-");
    private Child? _silo;
    private Child? _frontEnd;

    public static Uri Url { get; } = new($"http://127.0.0.1:{PortBase}");

    public string KeyFile => Path.Combine(_folder.FullName, "signing.key");

    public string Folder => _folder.FullName;

    public double SiloCpu => _silo!.Cpu.Seconds();

    public double FrontEndCpu => _frontEnd!.Cpu.Seconds();

    public double PeakMiB => _silo!.PeakMiB + _frontEnd!.PeakMiB;

    public string Said => $"silo:\n{_silo?.Tail()}\nfront end:\n{_frontEnd?.Tail()}";

    public async Task Start(Repository repository, RealParts services)
    {
        await File.WriteAllTextAsync(KeyFile, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
        Environment.SetEnvironmentVariable(Tokens.KeyFileVariable, KeyFile);
        var common = new Dictionary<string, string>
        {
            ["ConnectionStrings__PostGis"] = services.PostGis,
            ["ConnectionStrings__Redis"] = services.Redis,
            ["Gad__Mode"] = "Durable",
            ["Gad__Identity__SigningKeyFile"] = KeyFile,
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Logging__LogLevel__Default"] = "Warning",
        };
        _silo = Child.Start(repository.Binary("Silo"), [], With(common, new()
        {
            ["Gad__Cluster__SiloPort"] = Port(1),
            ["Gad__Cluster__GatewayPort"] = Port(2),
            ["Gad__Admin__Port"] = Port(3),
            ["Gad__Journal__SpillDirectory"] = Path.Combine(Folder, "spill"),
        }));
        await _silo.Healthy(new Uri($"http://127.0.0.1:{Port(3)}/health/ready"), TimeSpan.FromSeconds(60));
        _frontEnd = Child.Start(repository.Binary("WebFrontend"), [], With(common, new()
        {
            ["Gad__Http__Port"] = Port(0),
            ["Gad__Osmand__Port"] = Port(4),
            ["Gad__Admin__Port"] = Port(5),
            ["Gad__Grpc__Port"] = Port(6),
        }));
        await _frontEnd.Healthy(new Uri($"http://127.0.0.1:{Port(5)}/health/ready"), TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var child in new[] { _frontEnd, _silo })
        {
            if (child is not null)
            {
                await child.DisposeAsync();
            }
        }
        _folder.Delete(recursive: true);
    }

    private static string Port(int offset) => (PortBase + offset).ToString(CultureInfo.InvariantCulture);

    private static Dictionary<string, string> With(Dictionary<string, string> common, Dictionary<string, string> own) =>
        common.Concat(own).ToDictionary(pair => pair.Key, pair => pair.Value);
}
