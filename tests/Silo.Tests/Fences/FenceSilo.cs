using System.Collections.Immutable;
using GrupoGad.Cells;
using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.Geo;
using GrupoGad.Silo.PostGis;
using GrupoGad.Silo.Tests.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace GrupoGad.Silo.Tests.Fences;

/// <summary>A silo with the product's grains over a database; only the commands that it sends are a recorder's.</summary>
internal sealed class FenceSilo : IAsyncDisposable
{
    private static long _reports = DateTime.UtcNow.Ticks;

    private readonly SiloStack _stack;

    private FenceSilo(SiloStack stack, CommandRecorder commands) => (_stack, Commands) = (stack, commands);

    public CommandRecorder Commands { get; }

    public IGrainFactory Grains => _stack.Get<IGrainFactory>();

    public IFenceDirectoryGrain Directory => Grains.GetGrain<IFenceDirectoryGrain>(0);

    public static async Task<FenceSilo> Start(string address, CommandRecorder? commands = null, string? spill = null, params (string Key, string Value)[] settings)
    {
        commands ??= new CommandRecorder();
        return new FenceSilo(await SiloStack.Start(address, silo =>
        {
            silo.Services.AddSingleton<IOutgoingGrainCallFilter>(commands);
            silo.UseGadPostGisReminders();
            GrupoGad.Silo.Recovery.RecoverySetup.UseGadWaking(silo);
        }, spill, settings), commands);
    }

    public T Get<T>() where T : notnull => _stack.Get<T>();

    public IFenceGrain Fence(string id) => Grains.GetGrain<IFenceGrain>(id);

    public async Task Registered(params string[] ids)
    {
        foreach (var id in ids)
        {
            await Grains.GetGrain<IEfectivoGrain>(id).Register(new EfectivoProfile { DisplayName = "Unidad " + id, Unit = "Norte" });
        }
    }

    public async Task Put(string id, FencePlan plan)
    {
        var answer = await Fence(id).Put(plan, "operator-1");
        Assert.True(answer.Outcome is FenceOutcome.Created or FenceOutcome.Changed, $"{answer.Outcome}: {answer.Field} {answer.Rule}");
        await Get<FenceMapMonitor>().CatchUp();
    }

    public static PositionReport At(string id, GeoPoint point, DateTime time, long? report = null) => new()
    {
        EfectivoId = id, ReportId = report ?? Interlocked.Increment(ref _reports), ReceivedTime = DateTime.UtcNow, Source = ReportSource.Rest,
        Fix = new Fix { Point = point, DeviceTime = time },
    };

    public async Task<ReportOutcome> Report(PositionReport report) => await Grains.GetGrain<IEfectivoGrain>(report.EfectivoId).Report(report);

    /// <summary>Oldest first.</summary>
    public async Task<ImmutableArray<FenceEvent>> Events(string fence) => [.. (await Directory.Events(new FenceEventQuery { FenceId = fence, Limit = 1_000 })).Events.Reverse()];

    public async Task<string> Told(string fence) => string.Join(' ', (await Events(fence)).Select(told => $"{told.EfectivoId}:{told.Kind}"));

    public async Task Tells(string fence, string told)
    {
        var last = "";
        await Reports.Until($"fence {fence} told {told}", async () => (last = await Told(fence)) == told || last.Length > told.Length);
        Assert.Equal(told, last);
    }

    /// <summary>How many the cells know.</summary>
    public async Task<int> OnMap() =>
        (await Grains.GetGrain<ISearchGrain>(0).Within(new AreaQuery { Bounds = new GeoBounds(-35, -59, -34, -58), Limit = 5_000 })).Members.Length;

    public ValueTask DisposeAsync() => _stack.DisposeAsync();
}
