using GrupoGad.Alarms;
using GrupoGad.Recovery;

namespace GrupoGad.Silo.MemoryStorage;

/// <summary>Open alarms and running check-in clocks, as they are found without a database.</summary>
internal static class MemoryAlarmRecovery
{
    public static IServiceCollection AddMemoryOwedAlarms(this IServiceCollection services) => services
        .AddSingleton<IPendingWork>(provider => new MemoryPendingWork<AlarmState>(
            "alarms", provider.GetRequiredService<MemoryStates>(), state => state.AlarmId.Length > 0 && state.CancelledAt is null,
            (grains, key, cancellation) => grains.GetGrain<IAlarmGrain>(key).Wake(cancellation)))
        .AddSingleton<IPendingWork>(provider => new MemoryPendingWork<WelfareState>(
            "check-in clocks", provider.GetRequiredService<MemoryStates>(), state => state.DueAt is not null || state.OwedAlarm.Length > 0,
            (grains, key, cancellation) => grains.GetGrain<IWelfareGrain>(key).Wake(cancellation)));
}
