using GrupoGad.WebFrontend.Identity;

namespace GrupoGad.WebFrontend.Webhooks;

/// <summary>The resources of webhooks.</summary>
public static class WebhooksSetup
{
    public static void MapWebhooks(this WebApplication app) => WebhookEndpoints.Map(app.MapGroup("/api/v1/webhooks").WithTags("Webhooks")
        .RequireAuthorization(Policies.CanAdminister).ProducesProblem(400).ProducesProblem(503));
}
