using GrupoGad.WebFrontend.Hosting;

namespace GrupoGad.WebFrontend.Ingest.Grpc;

public static class GrpcSetup
{
    /// <summary>A batch of 500 reports is some 40 KB.</summary>
    private const int MessageBytesMax = 256 * 1024;

    public static void AddGadGrpc(this WebApplicationBuilder builder)
    {
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = MessageBytesMax);
        builder.Services.AddGrpcReflection();
    }

    public static void MapGadGrpc(this WebApplication app)
    {
        app.MapGrpcService<PositionsService>().OnListener(Listener.Grpc).WithMetadata(StreamsWithoutEnd.Allowed);
        if (app.Environment.IsDevelopment())
        {
            app.MapGrpcReflectionService().OnListener(Listener.Grpc).AllowAnonymous();
        }
    }

    /// <summary>A stream of batches has no total size: each message is bounded instead.</summary>
    private sealed class StreamsWithoutEnd : Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata
    {
        public static readonly StreamsWithoutEnd Allowed = new();

        public long? MaxRequestBodySize => null;
    }
}
