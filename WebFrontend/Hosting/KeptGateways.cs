using Orleans.Messaging;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>
/// The silos to call. The last known ones stay when the membership table comes back empty. They live and write the table again,
/// and their connections must not be closed meanwhile.
/// </summary>
internal sealed class KeptGateways(IGatewayListProvider found) : IGatewayListProvider
{
    private IList<Uri> _last = [];

    public TimeSpan MaxStaleness => found.MaxStaleness;

    public bool IsUpdatable => true;

    public Task InitializeGatewayListProviderAsync(CancellationToken cancellationToken) => found.InitializeGatewayListProviderAsync(cancellationToken);

    /// <summary>An empty answer after others is not believed, because a call to a gateway that does not answer costs nothing.</summary>
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
