using GrupoGad.History;
using GrupoGad.Silo.PostGis.Replica;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.History;

/// <summary>Puts PostGIS behind the questions about the past.</summary>
internal static class HistorySetup
{
    public static void AddGadHistory(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<HistoryOptions>().Bind(configuration.GetSection(HistoryOptions.Section)).ValidateDataAnnotations().ValidateOnStart()
            .Validate<IOptions<ReplicaOptions>>((history, replica) => string.IsNullOrEmpty(configuration.GetConnectionString("PostGisReplica")) || history.StatementTimeoutMs < replica.Value.TimeoutS * 1_000,
                $"{nameof(HistoryOptions)}: {nameof(HistoryOptions.StatementTimeoutMs)} must be less than {nameof(ReplicaOptions)}.{nameof(ReplicaOptions.TimeoutS)}: "
                + "else a slow question is taken for a replica that hangs, and asked of the primary too.");
        services.AddSingleton<PastQuestions>();
        services.AddSingleton<ITimeMachine, TimeMachine>();
        services.AddSingleton<IPresenceHistory, PresenceHistory>();
    }
}
