using GrupoGad.Efectivos;
using GrupoGad.Storage;
using GrupoGad.Tracks;
using GrupoGad.WebFrontend.Commands;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Hosting.Calls;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Ingest;
using GrupoGad.WebFrontend.Live;
using GrupoGad.WebFrontend.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;

[assembly: AssemblyFixture(typeof(GrupoGad.WebFrontend.Tests.Live.LiveWorld))]

namespace GrupoGad.WebFrontend.Tests.Live;

/// <summary>The real grains in one in-process silo, and the real door on a real port.</summary>
public sealed class LiveWorld : IAsyncLifetime
{
    private const string KeyText = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private InProcessTestCluster _cluster = null!;
    private string _keyFile = "";

    public Gateway Gateway { get; private set; } = null!;

    public IGrainFactory Grains => _cluster.Client;

    /// <summary>Of the client that all gateways of these tests share.</summary>
    public ClusterLink Link { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _keyFile = Path.GetTempFileName();
        await File.WriteAllTextAsync(_keyFile, KeyText);
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorage(StorageNames.Grains);
            FakeGrains.Take(silo.Services);
            silo.Services.AddGadGrains(new ConfigurationBuilder().AddInMemoryCollection([new("Gad:Cells:TickMs", "50")]).Build());
            silo.Services.AddSingleton<ITrackHistory, Doors.MadeUpTracks>();
            silo.Services.AddSingleton<MemoryPorts>();
            silo.Services.AddSingleton<ITrackJournal>(services => services.GetRequiredService<MemoryPorts>());
            silo.Services.AddSingleton<ILastPositions>(services => services.GetRequiredService<MemoryPorts>());
        });
        // As a front end's own client.
        builder.ConfigureClient(client =>
        {
            Link.Count(2);
            client.Services.AddSingleton(Link);
            client.Services.AddGadCalls();
            // A machine that has other things to do is no outage.
            client.Services.Configure<CallOptions>(options => (options.PatienceMs, options.AttemptMs, options.UrgentAttemptMs) = (60_000, 60_000, 60_000));
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
        Gateway = await Start();
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await _cluster.DisposeAsync();
        File.Delete(_keyFile);
    }

    /// <summary>One more gateway, with settings of its own.</summary>
    public async Task<Gateway> Start(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        // Clients of these tests say nothing while they look, however long that takes on a machine that has other things to do.
        builder.Configuration["Gad:Live:SilenceS"] = "600";
        builder.Configuration["Gad:Ingest:GiveUpAfterS"] = "60";
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        builder.Configuration["Gad:Identity:SigningKeyFile"] = _keyFile;
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var link = new ClusterLink();
        link.Count(1);
        builder.Services.AddSingleton(link);
        builder.Services.AddSingleton<IGrainFactory>(_cluster.Client);
        builder.AddGadErrors();
        builder.AddGadIdentity();
        builder.AddGadIngest();
        builder.AddGadCommands();
        builder.Services.AddGadLive(builder.Configuration);
        var app = builder.Build();
        app.UseGadErrors();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapLive();
        await app.StartAsync();
        return new Gateway(app, Convert.FromHexString(KeyText));
    }

    public async Task Register(string id, string name = "", Availability availability = Availability.Available)
    {
        var grain = Grains.GetGrain<IEfectivoGrain>(id);
        await grain.Register(
            new EfectivoProfile { DisplayName = name.Length == 0 ? id : name, Unit = "U1" }, TestContext.Current.CancellationToken);
        await Change(id, availability);
    }

    public ValueTask<AvailabilityAnswer> Change(string id, Availability availability) => Grains.GetGrain<IEfectivoGrain>(id).ChangeAvailability(
        new AvailabilityChange { To = availability, Actor = "test" }, TestContext.Current.CancellationToken);

    /// <summary>Reports for an efectivo as any door would.</summary>
    public async Task<ReportOutcome> Report(string id, double latitude, double longitude, DateTime? at = null)
    {
        var time = at ?? DateTime.UtcNow;
        return await Grains.GetGrain<IEfectivoGrain>(id).Report(new PositionReport
        {
            EfectivoId = id,
            ReportId = Random.Shared.NextInt64(),
            ReceivedTime = DateTime.UtcNow,
            Source = ReportSource.Rest,
            Fix = new Fix
            {
                Point = new Geo.GeoPoint(latitude, longitude),
                DeviceTime = new DateTime(time.Ticks - time.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc),
                SpeedMps = 1,
                CourseDeg = 90,
            },
        });
    }
}
