using System.Collections.Concurrent;
using System.Collections.Immutable;
using GrupoGad.Commands;
using GrupoGad.Efectivos;
using GrupoGad.Silo.MemoryStorage;
using GrupoGad.Silo.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;
using Orleans.TestingHost;

namespace GrupoGad.Cluster.Tests.Commands;

/// <summary>Two silos with memory streams under the names of the real ones, over one ledger in memory that outlives them.</summary>
public class CommandSilos : IAsyncLifetime
{
    private static int _ids;

    /// <summary>Orleans holds observers weakly, and a call to one that is collected hangs: what a test attaches stays until the silos are taken down.</summary>
    private readonly ConcurrentBag<Phone> _phones = [];

    public TestCluster Cluster { get; private set; } = null!;

    public IGrainFactory Grains => Cluster.GrainFactory;

    internal MemoryCommands Ledger => Configurator.StoresOf(Cluster.Options.ClusterId).Ledger;

    public TableOfOperations Table => Configurator.StoresOf(Cluster.Options.ClusterId).Operations;

    protected virtual Type Streams => typeof(MemoryStreams);

    public async ValueTask InitializeAsync()
    {
        var builder = new TestClusterBuilder(2);
        // Quick, so that nobody waits; deadlines are given with each command.
        builder.ConfigureHostConfiguration(configuration => configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Gad:Commands:Critical:ResendEveryS"] = "0.3", ["Gad:Commands:Operational:ResendEveryS"] = "0.5",
            // Never re-sent: a routine one comes over the stream, or not at all.
            ["Gad:Commands:Routine:ResendEveryS"] = "3600",
            ["Gad:Commands:BoardEveryMs"] = "50",
            // Phones of these tests renew nothing, and a machine with other things to do is slow to hand them an offer: neither may end their sessions.
            ["Gad:Commands:SessionExpiryS"] = "600", ["Gad:Commands:DoorTimeoutMs"] = "5000",
        }));
        builder.AddSiloBuilderConfigurator<Configurator>();
        builder.Options.SiloBuilderConfiguratorTypes.Add(Streams.AssemblyQualifiedName!);
        Cluster = builder.Build();
        await Cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // Silos first: a client that is disposed of while a silo calls one of its observers throws on a thread of its own, and the process ends.
        await Cluster.StopSecondarySilosAsync();
        await Cluster.StopSiloAsync(Cluster.Primary!);
        await Cluster.DisposeAsync();
    }

    /// <summary>A code that no other test has.</summary>
    public async Task<string> Registered(string superior = "", string unit = "Norte")
    {
        var code = $"C-{Interlocked.Increment(ref _ids):D5}";
        await Grains.GetGrain<IEfectivoGrain>(code).Register(new EfectivoProfile { DisplayName = code, Unit = unit, Superior = superior });
        return code;
    }

    public async Task<Phone> Attached(string code, string device = "")
    {
        var phone = new Phone(this, code, device);
        _phones.Add(phone);
        await phone.Attach();
        return phone;
    }

    public static string NewId() => $"command-{Interlocked.Increment(ref _ids):D5}";

    public static IssueCommand To(CommandClass @class, params string[] recipients) => new()
    {
        Class = @class, Kind = CommandKind.Order, Text = "Corte total en la esquina", Issuer = "op-1", Deadline = DateTime.UtcNow.AddMinutes(2),
        AnswerWithin = TimeSpan.FromMinutes(1), Recipients = [.. recipients.Select(code => new Recipients { Kind = RecipientKind.Efectivo, Value = code })],
    };

    public ICommandGrain Command(string id) => Grains.GetGrain<ICommandGrain>(id);

    public async Task<ICommandGrain> Issued(string id, IssueCommand command)
    {
        var answer = await Command(id).Issue(command);
        Assert.Equal((IssueOutcome.Issued, ""), (answer.Outcome, answer.Rule));
        return Command(id);
    }

    public static async Task<Ladder> LadderOf(ICommandGrain command, string code) =>
        (await command.Ladders("", 1_000))!.Ladders.Single(ladder => ladder.EfectivoId == code);

    public static ImmutableArray<LadderStep> StepsOf(Ladder ladder) => [.. ladder.Steps.Select(step => step.Step)];

    /// <summary>What a silo's start does after a death.</summary>
    public async Task WakeAll()
    {
        await foreach (var id in ((ICommandLedger)Ledger).Owed(default))
        {
            await Command(id).Wake();
        }
    }

    private sealed class Configurator : ISiloConfigurator
    {
        private static readonly ConcurrentDictionary<string, Stores> All = new();

        public static Stores StoresOf(string cluster) => All.GetOrAdd(cluster, static _ => new Stores());

        public void Configure(ISiloBuilder silo)
        {
            silo.Services.AddGadGrains(silo.Configuration);
            silo.Services.AddGadMemoryStorage();
            silo.Services.AddGadWebhooks(silo.Configuration);
            var stores = StoresOf(silo.Configuration["Orleans:ClusterId"] ?? throw new InvalidOperationException("The test cluster has no id."));
            silo.Services.AddSingleton(stores.States);
            silo.Services.AddSingleton(stores.Tracks);
            silo.Services.AddSingleton(stores.Ledger);
            silo.Services.AddSingleton<ICommandLedger>(new UnreadableLedger(stores.Ledger));
            silo.Services.AddSingleton<ICommandedOperations>(stores.Operations);
            silo.UseGadMemoryGrainStorage();
        }
    }

    /// <summary>Of one cluster: commands that other tests of this process leave open must not be woken here, and go on in two places.</summary>
    private sealed class Stores
    {
        public MemoryCommands Ledger { get; } = new();

        public TableOfOperations Operations { get; } = new();

        public MemoryStates States { get; } = new();

        public MemoryTracks Tracks { get; } = new();
    }

    private sealed class MemoryStreams : ISiloConfigurator
    {
        public void Configure(ISiloBuilder silo) => silo
            .AddMemoryStreams(StreamNames.CriticalCommands, Pulling)
            .AddMemoryStreams(StreamNames.Commands, Pulling);

        private static void Pulling(ISiloMemoryStreamConfigurator streams)
        {
            streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
            streams.ConfigurePartitioning(2);
            streams.ConfigurePullingAgent(agent => agent.Configure(options => options.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(20)));
        }
    }
}
