using GrupoGad.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GrupoGad.Silo.Membership;

internal static class MembershipSetup
{
    /// <summary>This product's rules around Orleans' table in Redis. After <c>UseRedisClustering</c>; needs <see cref="IEvictions"/>.</summary>
    public static ISiloBuilder UseGadMembership(this ISiloBuilder silo)
    {
        var services = silo.Services;
        var inner = services.Last(service => service.ServiceType == typeof(IMembershipTable)).ImplementationFactory!;
        services.Replace(ServiceDescriptor.Singleton<IMembershipTable>(
            provider => ActivatorUtilities.CreateInstance<GuardedTable>(provider, (IMembershipTable)inner(provider))));
        services.Replace(ServiceDescriptor.Singleton<IFatalErrorHandler, EndAtOnce>());
        services.AddGadClock();
        services.AddSingleton<HoldUps>();
        services.AddSingleton<EvictionRecord>();
        services.AddSingleton<StoredMembership>();
        services.AddSingleton<MembershipWatch>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<MembershipWatch>());
        services.AddHealthChecks().AddCheck<MembershipHealth>("membership", tags: ["ready"]);
        return silo;
    }
}
