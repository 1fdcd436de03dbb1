using GrupoGad.Hosting;

namespace GrupoGad.WebFrontend.Hosting.Calls;

internal static class CallsSetup
{
    /// <summary>All calls of the Orleans client go through <see cref="PatientCalls"/>.</summary>
    public static void AddGadCalls(this IServiceCollection services)
    {
        services.AddOptions<CallOptions>().BindConfiguration(CallOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddGadClock();
        services.AddSingleton<CallRules>();
        services.AddSingleton<CallInstruments>();
        services.AddSingleton<IOutgoingGrainCallFilter>(provider =>
            ActivatorUtilities.CreateInstance<PatientCalls>(provider, (Func<IGrainReferenceRuntime>)provider.GetRequiredService<IGrainReferenceRuntime>));
    }
}
