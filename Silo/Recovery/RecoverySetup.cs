using GrupoGad.Recovery;

namespace GrupoGad.Silo.Recovery;

internal static class RecoverySetup
{
    /// <summary>Who owes something is woken after a start and after a silo's death: efectivos their place in a cell, commands their re-sends, operations and alarms theirs.</summary>
    public static ISiloBuilder UseGadWaking(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<IPendingWork, RejoiningEfectivos>();
        silo.Services.AddSingleton<MemberAudit>();
        silo.Services.AddOptions<WarmUpOptions>().BindConfiguration(WarmUpOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        silo.Services.AddSingleton<WarmUp>();
        silo.Services.AddHealthChecks().AddCheck<WarmUpHealth>("warm", tags: ["ready"]);
        silo.Services.AddSingleton<RecoveryRounds>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => services.GetRequiredService<RecoveryRounds>());
        silo.Services.AddSingleton<BoardRounds>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => services.GetRequiredService<BoardRounds>());
        return silo;
    }
}
