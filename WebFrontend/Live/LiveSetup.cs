using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Live.Broadcast;
using GrupoGad.WebFrontend.Live.Replicas;
using GrupoGad.WebFrontend.Live.Sessions;

namespace GrupoGad.WebFrontend.Live;

/// <summary>Sets up the live endpoint. It needs identity, ingest and a grain factory beside it.</summary>
public static class LiveSetup
{
    public const string Path = "/live";

    public static IServiceCollection AddGadLive(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LiveOptions>().Bind(configuration.GetSection(LiveOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(LiveAgreement.From(configuration));
        services.AddSingleton<LiveInstruments>();
        services.AddSingleton<LiveInbox>();
        services.AddSingleton<GatewayWatcher>();
        services.AddSingleton<BoardWatcher>();
        services.AddSingleton<WatchCalls>();
        services.AddSingleton<CellCalls>();
        services.AddSingleton<CellRegistry>();
        services.AddSingleton<BoardRegistry>();
        services.AddSingleton<FollowRegistry>();
        services.AddSingleton<SubscriptionRegistry>();
        services.AddSingleton<SessionParts>();
        services.AddSingleton<SessionRegistry>();
        services.AddSingleton<LiveEndpoint>();
        services.AddHostedService<LiveBroadcaster>();
        services.AddHostedService<SessionMonitor>();
        return services;
    }

    /// <summary>Maps <c>/live</c>. The upgrade belongs to this endpoint alone, so nothing is needed in the pipeline before it.</summary>
    public static IEndpointConventionBuilder MapLive(this IEndpointRouteBuilder endpoints)
    {
        var upgrade = endpoints.CreateApplicationBuilder();
        // Our own heartbeat is seen by both sides' code; a ping below it would only cost a timer a session.
        upgrade.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        var door = endpoints.ServiceProvider.GetRequiredService<LiveEndpoint>();
        upgrade.Run(door.Enter);
        return endpoints.Map(Path, upgrade.Build()).RequireAuthorization(Policies.CanConnect).WithDisplayName("live");
    }
}
