using System.Net;
using GrupoGad.Alarms;
using GrupoGad.Efectivos;
using GrupoGad.Silo.MemoryStorage;
using GrupoGad.Silo.PostGis;
using GrupoGad.Silo.Webhooks;
using GrupoGad.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;

namespace GrupoGad.Silo.Tests;

/// <summary>A silo of one over a database, or without any.</summary>
public sealed class SiloStack : IAsyncDisposable
{
    private const string State = "efectivo";

    private readonly IHost _host;
    private readonly string? _spill;

    private SiloStack(IHost host, string? spill) => (_host, _spill) = (host, spill);

    private IGrainStorage Storage => _host.Services.GetRequiredKeyedService<IGrainStorage>(StorageNames.Grains);

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    /// <param name="address">Null for memory.</param>
    /// <param name="with">What a test adds to the silo.</param>
    /// <param name="spill">Its spill directory, which stays; null: one of its own.</param>
    /// <param name="settings">Beside those that all have.</param>
    public static async Task<SiloStack> Start(string? address, Action<ISiloBuilder>? with = null, string? spill = null, params (string Key, string Value)[] settings)
    {
        var own = spill is null ? Directory.CreateTempSubdirectory("gad-spill-").FullName : null;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:PostGis"] = address, ["Gad:Journal:SpillDirectory"] = spill ?? own, ["Gad:Journal:LastPositionsEveryMs"] = "50",
            // A new session of a busy machine's server takes its time.
            ["Gad:PostGis:ConnectTimeoutS"] = "15",
            // Whatever the time of day, the database is not looked after while it is tested.
            ["Gad:Upkeep:WindowFrom"] = $"{PostGisStack.HalfADayFromNow:HH:mm}", ["Gad:Upkeep:WindowTo"] = $"{PostGisStack.HalfADayFromNow.AddMinutes(1):HH:mm}",
        });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value));
        _ = address is null ? builder.Services.AddGadMemoryStorage() : builder.Services.AddGadPostGis(builder.Configuration);
        builder.Services.AddGadGrains(builder.Configuration);
        builder.Services.AddGadWebhooks(builder.Configuration);
        builder.Services.Configure<AlarmOptions>(alarms => alarms.TellEveryMs = 100);
        var (silo, gateway) = (Ports.One(), Ports.One());
        builder.UseOrleans(orleans =>
        {
            orleans.UseLocalhostClustering(silo, gateway, new IPEndPoint(IPAddress.Loopback, silo), "gad-test", "gad-test");
            _ = address is null ? orleans.UseGadMemoryGrainStorage() : orleans.UseGadPostGisGrainStorage();
            with?.Invoke(orleans);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new SiloStack(host, own);
    }

    public async Task<StoredEfectivo> Read(string efectivo)
    {
        var state = new StoredEfectivo();
        await Storage.ReadStateAsync(State, Id(efectivo), state);
        return state;
    }

    public Task Write(string efectivo, StoredEfectivo state) => Storage.WriteStateAsync(State, Id(efectivo), state);

    public Task Clear(string efectivo, StoredEfectivo state) => Storage.ClearStateAsync(State, Id(efectivo), state);

    /// <summary>Stores a profile as its grain would.</summary>
    public async Task<StoredEfectivo> Register(string efectivo, string name, params string[] skills)
    {
        var state = await Read(efectivo);
        state.State = state.State with { Profile = new EfectivoProfile { DisplayName = name, Unit = "Unidad 1", Skills = [.. skills], Devices = ["d-1"] } };
        await Write(efectivo, state);
        return state;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        if (_spill is not null)
        {
            Directory.Delete(_spill, recursive: true);
        }
    }

    private static GrainId Id(string efectivo) => GrainId.Create("efectivo", efectivo);
}
