using GrupoGad.Storage;

namespace GrupoGad.Silo.PostGis.History;

/// <summary>Puts PostGIS behind the questions about the past.</summary>
internal static class HistorySetup
{
    public static void AddGadHistory(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<HistoryOptions>().Bind(configuration.GetSection(HistoryOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<HistoryReads>();
        services.AddSingleton<ITimeMachine, TimeMachine>();
        services.AddSingleton<IPresenceHistory, PresenceHistory>();
    }
}
