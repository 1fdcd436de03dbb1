using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GrupoGad.Hosting;

/// <summary>The one clock of a process. All other code takes a <see cref="TimeProvider"/>; <c>BannedSymbols.txt</c> holds that in the build.</summary>
public static class ClockSetup
{
    /// <summary>Registers the system's clock, unless a host has registered another one before.</summary>
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The registration that everything else gets its clock from.")]
    public static IServiceCollection AddGadClock(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }
}
