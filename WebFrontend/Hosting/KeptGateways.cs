using Orleans.Messaging;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>The silos to call, of which some stay known when the membership table comes back empty: they live and write it again, and their connections must not be closed for it.</summary>
internal sealed class KeptGateways(IGatewayListProvider found) : IGatewayListProvider
{
    private IList<Uri> _last = [];

    public TimeSpan MaxStaleness => found.MaxStaleness;

    public bool IsUpdatable => true;

    public Task InitializeGatewayListProviderAsync(CancellationToken cancellationToken) => found.InitializeGatewayListProviderAsync(cancellationToken);

    /// <summary>An empty answer after others is not believed: nothing is lost by calling at doors that do not open.</summary>
    public async Task<IList<Uri>> GetGatewaysAsync(CancellationToken cancellationToken)
    {
        var gateways = await found.GetGatewaysAsync(cancellationToken);
        return gateways.Count > 0 ? _last = gateways : _last;
    }

    // Orleans' names of before it took cancellation; nobody calls them any more.
    Task IGatewayListProvider.InitializeGatewayListProvider() => InitializeGatewayListProviderAsync(CancellationToken.None);

    Task<IList<Uri>> IGatewayListProvider.GetGateways() => GetGatewaysAsync(CancellationToken.None);

    /// <summary>Around the provider that the client was given.</summary>
    public static void Keep(IServiceCollection services)
    {
        var inner = services.Last(service => service.ServiceType == typeof(IGatewayListProvider));
        services.Remove(inner);
        services.AddSingleton<IGatewayListProvider>(
            provider => new KeptGateways((IGatewayListProvider)ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!)));
    }
}
