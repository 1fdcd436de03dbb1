using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace GrupoGad.WebFrontend.Preconditions;

/// <summary>Describes the headers of versions where a route has them.</summary>
internal sealed class VersionedDescription : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<AnswersVersion>().Any())
        {
            return Task.CompletedTask;
        }
        foreach (var (status, answer) in operation.Responses ?? [])
        {
            if (answer is OpenApiResponse response && (status.StartsWith('2') || status is "412" or "428"))
            {
                response.Headers ??= new Dictionary<string, IOpenApiHeader>();
                response.Headers["ETag"] = new OpenApiHeader
                {
                    Description = "The version that it has now, strong: what If-Match takes.", Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                };
            }
        }
        if (HttpMethods.IsGet(context.Description.HttpMethod ?? ""))
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = Precondition.NoneMatch, In = ParameterLocation.Header, Description = "The ETag that the caller has: 304 while it is true.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
            operation.Responses ??= [];
            operation.Responses["304"] = new OpenApiResponse { Description = "Not modified" };
        }
        return Task.CompletedTask;
    }
}
