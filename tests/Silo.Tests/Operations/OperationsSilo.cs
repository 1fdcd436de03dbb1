using GrupoGad.Efectivos;
using GrupoGad.Operations;
using GrupoGad.Silo.Dispatch;
using GrupoGad.Silo.PostGis;
using Microsoft.Extensions.DependencyInjection;

namespace GrupoGad.Silo.Tests.Operations;

/// <summary>A silo with the product's grains over a database (null: memory); only its commands are a recorder's.</summary>
internal sealed class OperationsSilo : IAsyncDisposable
{
    private readonly SiloStack _stack;

    private OperationsSilo(SiloStack stack, CommandRecorder commands) => (_stack, Commands) = (stack, commands);

    public CommandRecorder Commands { get; }

    public IGrainFactory Grains => _stack.Get<IGrainFactory>();

    public static async Task<OperationsSilo> Start(string? address, CommandRecorder? commands = null)
    {
        commands ??= new CommandRecorder();
        return new OperationsSilo(await SiloStack.Start(address, silo =>
        {
            silo.Services.AddGadGrains(silo.Configuration);
            silo.Services.AddGadSolver();
            silo.Services.AddSingleton<IOutgoingGrainCallFilter>(commands);
            _ = address is null ? silo.UseInMemoryReminderService() : silo.UseGadPostGisReminders();
        }), commands);
    }

    public IOperationGrain Operation(string id) => Grains.GetGrain<IOperationGrain>(id);

    public T Get<T>() where T : notnull => _stack.Get<T>();

    public async Task<IEfectivoGrain> Registered(string id)
    {
        var efectivo = Grains.GetGrain<IEfectivoGrain>(id);
        await efectivo.Register(new EfectivoProfile { DisplayName = "Unidad " + id });
        return efectivo;
    }

    public ValueTask DisposeAsync() => _stack.DisposeAsync();
}
