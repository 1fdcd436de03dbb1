using GrupoGad.WebFrontend.Identity;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>The description of the REST resources, for machines and for people.</summary>
public static class OpenApiSetup
{
    public static void AddGadOpenApi(this WebApplicationBuilder builder) => builder.Services.AddOpenApi("v1", openApi => openApi
        .AddOperationTransformer<Preconditions.VersionedDescription>()
        .AddSchemaTransformer<ProblemDescription>()
        .AddSchemaTransformer((schema, context, _) =>
        {
            // Our own converter writes them, of which the exporter knows nothing.
            if ((Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type) is { IsEnum: true } choice)
            {
                schema.Type = JsonSchemaType.String;
                schema.Enum = [.. Enum.GetNames(choice).Select(name => (System.Text.Json.Nodes.JsonNode)name)];
            }
            return Task.CompletedTask;
        })
        .AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "GRUPO_GAD",
                Version = "v1",
                Description = "Errors are ProblemDetails with the members field, value, rule and code, and parameters where the rule has numbers: "
                    + "the rule is for people who read English, the code (such as unknownEfectivo or outOfRange) is stable and for programs. "
                    + "Times are RFC 3339 with their zone, text is counted in Unicode code points, coordinates WGS84 degrees. "
                    + "What people change carries its version as a strong ETag: a PUT or PATCH that replaces what is there says by If-Match what was read (428 without), "
                    + "and is refused with 412 when somebody else has changed it since; a repeat that changes nothing is answered as the first.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
            return Task.CompletedTask;
        }));

    public static void MapGadOpenApi(this WebApplication app)
    {
        Guard(app, app.MapOpenApi("/openapi/{documentName}.json"));
        Guard(app, app.MapScalarApiReference("/scalar", reference => reference.WithTitle("GRUPO_GAD").DisableDefaultFonts()));
    }

    private static void Guard(WebApplication app, IEndpointConventionBuilder endpoint)
    {
        if (app.Environment.IsDevelopment())
        {
            endpoint.AllowAnonymous();
            return;
        }
        endpoint.RequireAuthorization(Policies.CanRead);
    }
}
