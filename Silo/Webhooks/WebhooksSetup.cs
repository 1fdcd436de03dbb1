using GrupoGad.Webhooks;

namespace GrupoGad.Silo.Webhooks;

/// <summary>Where fence events leave the cluster.</summary>
public static class WebhooksSetup
{
    public static IServiceCollection AddGadWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebhookPostOptions>().Bind(configuration.GetSection(WebhookPostOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IWebhookPost, WebhookPost>();
        return services;
    }
}
