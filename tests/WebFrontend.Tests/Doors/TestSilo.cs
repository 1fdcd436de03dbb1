using GrupoGad.Analytics;
using GrupoGad.Efectivos;
using GrupoGad.History;
using GrupoGad.Storage;
using GrupoGad.Tracks;
using GrupoGad.WebFrontend.Tests.Analytics;
using GrupoGad.WebFrontend.Tests.Fakes;
using GrupoGad.WebFrontend.Tests.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GrupoGad.WebFrontend.Tests.Doors;

/// <summary>The real grains in one silo with a real gateway port, as the front end meets them in memory mode.</summary>
public sealed class TestSilo : IAsyncDisposable
{
    private IHost? _host;

    public int GatewayPort { get; } = Ports.One();

    public async Task Start()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(Ports.One(), GatewayPort, null, "gad", "gad");
            silo.AddMemoryGrainStorage(StorageNames.Grains);
            FakeGrains.Take(silo.Services);
        });
        builder.Services.AddGadGrains(builder.Configuration);
        builder.Services.AddSingleton<MemoryPorts>();
        builder.Services.AddSingleton<ITrackJournal>(services => services.GetRequiredService<MemoryPorts>());
        builder.Services.AddSingleton<ILastPositions>(services => services.GetRequiredService<MemoryPorts>());
        builder.Services.AddSingleton<ITrackHistory, MadeUpTracks>();
        builder.Services.AddSingleton<IEfectivoDirectory, MadeUpDirectory>();
        builder.Services.AddSingleton<IAnalyticsViews, MadeUpViews>();
        builder.Services.AddSingleton<IJurisdictionCoverage, MadeUpJurisdictions>();
        builder.Services.AddSingleton<ITimeMachine, MadeUpHistory>();
        builder.Services.AddSingleton<IPresenceHistory, MadeUpHistory>();
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            _host.Dispose();
        }
    }
}
