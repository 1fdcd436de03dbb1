using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace GrupoGad.Cluster.Tests;

/// <summary>The instruments of one cluster among those of all that run in this process: a listener hears every one of them.</summary>
internal sealed class SiloMeters(TestCluster cluster)
{
    private readonly HashSet<object> _factories =
        [.. cluster.Silos.Cast<InProcessSiloHandle>().Select(silo => silo.SiloHost.Services.GetRequiredService<IMeterFactory>())];

    public bool Own(Instrument instrument) => instrument.Meter.Scope is { } factory && _factories.Contains(factory);
}
