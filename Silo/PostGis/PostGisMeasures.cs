using GrupoGad.Analytics;
using GrupoGad.Silo.Hosting;
using GrupoGad.Silo.PostGis.Analytics;
using GrupoGad.Silo.PostGis.Caching;
using GrupoGad.Silo.PostGis.Indexes;
using GrupoGad.Silo.PostGis.Pools;
using GrupoGad.Silo.PostGis.QueryStats;
using GrupoGad.Silo.PostGis.Shards;
using GrupoGad.Silo.PostGis.Upkeep;

namespace GrupoGad.Silo.PostGis;

/// <summary>PostGIS as a system that is looked after: indexes verified, pools and views measured, answers checked.</summary>
internal static class PostGisMeasures
{
    public static void AddGadPostGisMeasures(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<IndexOptions>().Bind(configuration.GetSection(IndexOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IndexInstruments>();
        services.AddSingleton<IndexWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<IndexWatch>());
        services.AddSingleton<PoolUse>();
        services.AddHostedService<PoolWatch>();
        services.AddGadUpkeep(configuration);
        services.AddGadStatements();
        services.AddGadReplica(configuration);
        services.AddGadShards(configuration);
        services.AddOptions<TtlOptions>().Bind(configuration.GetSection(TtlOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CacheInstruments>();
        services.AddSingleton<ResultCache>();
        services.AddOptions<AnalyticsOptions>().Bind(configuration.GetSection(AnalyticsOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ViewTimes>();
        services.AddSingleton<AnalyticsInstruments>();
        services.AddSingleton<AnalyticsRefresh>();
        services.AddSingleton<AnalyticsSchedule>();
        services.AddHostedService(provider => provider.GetRequiredService<AnalyticsSchedule>());
        services.AddSingleton<IAnalyticsViews, StoredAnalytics>();
        services.AddSingleton<IJurisdictionCoverage, StoredJurisdictionCoverage>();
        services.AddHealthChecks().AddCheck<IndexHealth>("indexes", tags: ["ready"]);
    }

    /// <summary>On the admin port, for an administrator's token. Nothing to see in memory mode.</summary>
    public static void MapGadPostGis(this WebApplication app)
    {
        if (app.Services.GetService<IndexWatch>() is not null)
        {
            IndexEndpoint.Map(app).RequireAuthorization(IdentitySetup.Administrators);
            UpkeepEndpoint.Map(app).RequireAuthorization(IdentitySetup.Administrators);
            StatementEndpoint.Map(app).RequireAuthorization(IdentitySetup.Administrators);
        }
    }
}
