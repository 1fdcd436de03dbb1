using GrupoGad.Waking;

namespace GrupoGad.Silo.Waking;

internal static class WakingSetup
{
    /// <summary>Who owes something is woken after a start and after a silo's death: efectivos their place in a cell, commands their re-sends, operations and alarms theirs.</summary>
    public static ISiloBuilder UseGadWaking(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<IOwedWork, RejoiningEfectivos>();
        silo.Services.AddSingleton<RollCall>();
        silo.Services.AddOptions<WarmUpOptions>().BindConfiguration(WarmUpOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        silo.Services.AddSingleton<WarmUp>();
        silo.Services.AddHealthChecks().AddCheck<WarmUpHealth>("warm", tags: ["ready"]);
        silo.Services.AddSingleton<WakeRounds>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => services.GetRequiredService<WakeRounds>());
        silo.Services.AddSingleton<BoardRounds>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => services.GetRequiredService<BoardRounds>());
        return silo;
    }
}
