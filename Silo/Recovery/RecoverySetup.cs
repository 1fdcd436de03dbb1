using GrupoGad.Recovery;

namespace GrupoGad.Silo.Recovery;

internal static class RecoverySetup
{
    /// <summary>
    /// Adds the recovery rounds. After a start and after the death of a silo they call every grain with pending work. Efectivos re-enter their cells,
    /// commands repeat their sends, operations and alarms continue their follow-ups.
    /// </summary>
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
