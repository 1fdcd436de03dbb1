using GrupoGad.Recovery;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace GrupoGad.Cluster.Tests;

public sealed class RecoveryRoundTests(RecoveryRoundTests.TroubledSilos silos) : IClassFixture<RecoveryRoundTests.TroubledSilos>
{
    [Fact]
    public async Task A_grain_that_cancels_its_own_call_and_a_kind_that_cannot_be_read_do_not_end_the_waking_of_others()
    {
        await TwoSilos.Until("both silos have woken who owes something after their start", () => Task.FromResult(Owed.Calm >= 2));
        await TwoSilos.Until("the one that cancelled its call was called again", () => Task.FromResult(Owed.Cancelled >= 2));
        await TwoSilos.Until("what could not be read was read again", () => Task.FromResult(Owed.Reads >= 2));
        var before = Owed.Calm;

        await silos.Cluster.KillSiloAsync(silos.Cluster.SecondarySilos[0]);

        await TwoSilos.Until("they are woken after the death too", () => Task.FromResult(Owed.Calm > before), seconds: 90);
    }

    public sealed class TroubledSilos : TwoSilos
    {
        protected override void Shape(TestClusterBuilder builder)
        {
            base.Shape(builder);
            ArgumentNullException.ThrowIfNull(builder);
            builder.AddSiloBuilderConfigurator<Owing>();
        }

        private sealed class Owing : ISiloConfigurator
        {
            public void Configure(ISiloBuilder siloBuilder)
            {
                siloBuilder.Services.AddSingleton<IPendingWork>(new Owed("calm ones", () => true, () => Interlocked.Increment(ref Owed.Calm)));
                siloBuilder.Services.AddSingleton<IPendingWork>(new Owed("cancelled ones", () => true, () => Interlocked.Increment(ref Owed.Cancelled) == 1));
                siloBuilder.Services.AddSingleton<IPendingWork>(new Owed("unread ones", () => Interlocked.Increment(ref Owed.Reads) > 1, () => 0));
            }
        }
    }

    private sealed class Owed : IPendingWork
    {
        public static int Calm;
        public static int Cancelled;
        public static int Reads;

        private readonly Func<bool> _isReadable;
        private readonly Func<bool> _cancels;

        public Owed(string kind, Func<bool> isReadable, Func<int> woken) : this(kind, isReadable, () =>
        {
            woken();
            return false;
        })
        {
        }

        public Owed(string kind, Func<bool> isReadable, Func<bool> cancels) => (Kind, _isReadable, _cancels) = (kind, isReadable, cancels);

        public string Kind { get; }

        public IAsyncEnumerable<string> Keys(CancellationToken cancellation) =>
            _isReadable() ? new[] { "1" }.ToAsyncEnumerable() : throw new InvalidOperationException("It cannot be read now.");

        public ValueTask Wake(IGrainFactory grains, string key, CancellationToken cancellation) =>
            _cancels() ? ValueTask.FromException(new TaskCanceledException()) : ValueTask.CompletedTask;
    }
}
