using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.Silo.MemoryStorage;
using GrupoGad.Silo.Webhooks;
using GrupoGad.Storage;
using GrupoGad.Tracks;

namespace GrupoGad.Benchmarks.Nearest;

/// <summary>A silo in this process with the product's grains, peopled with a city.</summary>
public sealed class SiloHere : IAsyncDisposable
{
    private readonly IHost _host;
    private long _reportId;

    private SiloHere(IHost host) => _host = host;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <param name="store">Adds a store, which starts before the silo; null for none. Positions stay unstored in any case.</param>
    /// <param name="shape">Adds the parts that a bench needs beside searching.</param>
    public static async Task<SiloHere> Start(Action<IServiceCollection>? store = null, Action<ISiloBuilder>? shape = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Critical);
        var unstored = new Unstored();
        builder.Services.AddGadMemoryStorage();
        store?.Invoke(builder.Services);
        builder.Services.AddGadWebhooks(builder.Configuration).AddGadGrains(builder.Configuration);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort: 21_111, gatewayPort: 31_111).AddMemoryGrainStorage(StorageNames.Grains);
            shape?.Invoke(silo);
            silo.Services.AddSingleton<ITrackJournal>(unstored).AddSingleton<ILastPositions>(unstored);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new SiloHere(host);
    }

    /// <summary>Registers everyone, sets their availability and reports where they are.</summary>
    public Task People(City city) => Parallel.ForEachAsync(Enumerable.Range(0, city.Count), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, stop) =>
    {
        var grain = Grains.GetGrain<IEfectivoGrain>(city.Ids[i]);
        ImmutableArray<string> skills = city.Skilled[i] ? [City.Skill, "driver"] : ["driver"];
        await grain.Register(new EfectivoProfile { DisplayName = city.Ids[i], Unit = "bench", Skills = skills }, stop);
        if (!city.Available[i])
        {
            await grain.ChangeAvailability(new AvailabilityChange { To = Availability.OffDuty, Actor = "bench" }, stop);
        }
        var outcome = await Report(grain, city.Ids[i], city.Points[i], DateTime.UtcNow.AddMinutes(-5));
        if (outcome != ReportOutcome.Accepted)
        {
            throw new InvalidOperationException($"The first report of {city.Ids[i]} was {outcome}.");
        }
    });

    /// <param name="grain">The efectivo's; making a reference costs as much as some of the way.</param>
    public ValueTask<ReportOutcome> Report(IEfectivoGrain grain, string id, GeoPoint point, DateTime time) => grain.Report(new PositionReport
    {
        EfectivoId = id,
        ReportId = Interlocked.Increment(ref _reportId),
        Fix = new Fix { Point = point, DeviceTime = new DateTime(time.Ticks - time.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc), SpeedMps = 5 },
        ReceivedTime = time,
        Source = ReportSource.WebSocket,
    });

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
