using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>Describes the members that a <see cref="Refusal"/> adds to ProblemDetails.</summary>
internal sealed class ProblemDescription : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(ProblemDetails))
        {
            schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
            schema.Properties["field"] = Text("The parameter or the path of the member that was refused.");
            schema.Properties["value"] = Text("Its value as it was sent, cut to a length; null: it was missing.", JsonSchemaType.Null);
            schema.Properties["rule"] = Text("The values that are taken, in English.");
            schema.Properties["code"] = Text("The kind of refusal for programs: the name of an outcome, such as unknownEfectivo, or a general one, such as outOfRange. Never changed.");
            schema.Properties["parameters"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "The numbers of the rule by name, such as min and max; absent: it has none.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Number, Format = "double" },
            };
        }
        return Task.CompletedTask;
    }

    private static OpenApiSchema Text(string description, JsonSchemaType or = 0) => new() { Type = JsonSchemaType.String | or, Description = description };
}
