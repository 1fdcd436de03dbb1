using GrupoGad.Alarms;
using GrupoGad.Waking;

namespace GrupoGad.Silo.MemoryStorage;

/// <summary>Open alarms and running check-in clocks, as they are found without a database.</summary>
internal static class MemoryOwedAlarms
{
    public static IServiceCollection AddMemoryOwedAlarms(this IServiceCollection services) => services
        .AddSingleton<IOwedWork>(provider => new MemoryOwedWork<AlarmState>(
            "alarms", provider.GetRequiredService<MemoryStates>(), state => state.AlarmId.Length > 0 && state.CancelledAt is null,
            (grains, key, cancellation) => grains.GetGrain<IAlarmGrain>(key).Wake(cancellation)))
        .AddSingleton<IOwedWork>(provider => new MemoryOwedWork<WelfareState>(
            "check-in clocks", provider.GetRequiredService<MemoryStates>(), state => state.DueAt is not null || state.OwedAlarm.Length > 0,
            (grains, key, cancellation) => grains.GetGrain<IWelfareGrain>(key).Wake(cancellation)));
}
