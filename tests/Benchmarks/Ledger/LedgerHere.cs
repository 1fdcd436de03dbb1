using System.Net;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Commands;
using GrupoGad.Silo.PostGis;
using GrupoGad.Silo.Webhooks;
using Orleans.Storage;

namespace GrupoGad.Benchmarks.Ledger;

/// <summary>The silo's own ledger and grain storage in this process, on the bench's PostGIS: what a grain calls, without the grains.</summary>
public sealed class LedgerHere : IAsyncDisposable
{
    private const int SiloPort = 23_410;
    private const int GatewayPort = 23_411;
    private const string Name = "gad-bench-ledger";
    private const string Peer = "peer";

    private readonly DirectoryInfo _spill = Directory.CreateTempSubdirectory("gad-bench-");
    private readonly IHost _host;

    private LedgerHere(RealParts services)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:PostGis"] = services.PostGis,
            ["Gad:Journal:SpillDirectory"] = _spill.FullName,
        });
        builder.Services.AddGadPostGis(builder.Configuration).AddGadGrains(builder.Configuration).AddGadWebhooks(builder.Configuration);
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(SiloPort, GatewayPort, new IPEndPoint(IPAddress.Loopback, SiloPort), Name, Name)
            .AddAdoNetGrainStorage(Peer, states => (states.Invariant, states.ConnectionString) = ("Npgsql", services.PostGis)));
        _host = builder.Build();
    }

    public ICommandLedger Ledger => _host.Services.GetRequiredService<ICommandLedger>();

    /// <summary>Persistence.AdoNet over the same table: a round trip and a transaction a write, each with its version check.</summary>
    public IGrainStorage States => _host.Services.GetRequiredKeyedService<IGrainStorage>(Peer);

    public static async Task<LedgerHere> Start(RealParts services)
    {
        var here = new LedgerHere(services);
        await here._host.StartAsync();
        return here;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        _spill.Delete(recursive: true);
    }
}
