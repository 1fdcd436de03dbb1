using System.Reflection;
using GrupoGad.Commands;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;
using Orleans.TestingHost;
using static GrupoGad.Cluster.Tests.Commands.CommandSilos;

namespace GrupoGad.Cluster.Tests.Commands;

/// <summary>Streams that fail to take a critical notice, and take every other one without ever delivering it.</summary>
public sealed class LostStreams : CommandSilos
{
    protected override Type Streams => typeof(Setup);

    private sealed class Setup : ISiloConfigurator
    {
        public void Configure(ISiloBuilder silo)
        {
            silo.Services.AddKeyedSingleton<IStreamProvider>(StreamNames.CriticalCommands, new DeadProvider(fails: true));
            silo.Services.AddKeyedSingleton<IStreamProvider>(StreamNames.Commands, new DeadProvider(fails: false));
        }
    }

    private sealed class DeadProvider(bool fails) : IStreamProvider
    {
        public string Name => "dead";

        public bool IsRewindable => false;

        public IAsyncStream<T> GetStream<T>(StreamId streamId)
        {
            var stream = DispatchProxy.Create<IAsyncStream<T>, DeadStream>();
            ((DeadStream)(object)stream).Fails = fails;
            return stream;
        }
    }

    public class DeadStream : DispatchProxy
    {
        public bool Fails { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name != nameof(IAsyncObserver<int>.OnNextAsync)
            ? throw new NotSupportedException(targetMethod?.Name)
            : Fails ? Task.FromException(new InvalidOperationException("the queue is away")) : Task.CompletedTask;
    }
}

public sealed class LostStreamTests(LostStreams silos) : IClassFixture<LostStreams>
{
    [Theory]
    [InlineData(CommandClass.Critical)]
    [InlineData(CommandClass.Operational)]
    public async Task A_command_whose_notice_is_lost_comes_by_re_sending(CommandClass @class)
    {
        var code = await silos.Registered();
        var phone = await silos.Attached(code);
        var id = NewId();
        await silos.Issued(id, To(@class, code));
        await phone.Has(id);
        Assert.Equal(StepOutcome.Recorded, (await phone.Says(id, LadderStep.Accepted)).Outcome);
    }
}
