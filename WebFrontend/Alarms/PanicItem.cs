using GrupoGad.WebFrontend.Places;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace GrupoGad.WebFrontend.Alarms;

/// <summary>The shape of a call for help as it should be. Any other part is left out and listed in <c>leftOut</c>.</summary>
/// <param name="AlarmId">8–64 characters, the same on a retry; another one is a new press.</param>
/// <param name="Position">Left out: its last position counts.</param>
/// <param name="At">By the client's clock, UTC; left out: now.</param>
public sealed record PanicItem(string? AlarmId, PointItem? Position, DateTime? At)
{
    /// <summary>Said here, since an endpoint that names its body's type refuses others.</summary>
    internal static async Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var schema = await context.GetOrCreateSchemaAsync(typeof(PanicItem), null, cancellation);
        operation.RequestBody = new OpenApiRequestBody
        {
            Description = "What cannot be read of it is left out and told in leftOut: a call for help is never refused for its body.",
            Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = schema } },
        };
    }
}
