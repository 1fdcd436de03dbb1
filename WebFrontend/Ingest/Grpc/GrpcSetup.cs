using GrupoGad.WebFrontend.Commands.Grpc;
using GrupoGad.WebFrontend.Fences.Grpc;
using GrupoGad.WebFrontend.Dispatch.Grpc;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Operations.Grpc;

namespace GrupoGad.WebFrontend.Ingest.Grpc;

public static class GrpcSetup
{
    /// <summary>A batch of 500 reports is some 40 KB, a command to 500 recipients with two areas less than 100.</summary>
    private const int MessageBytesMax = 256 * 1024;

    public static void AddGadGrpc(this WebApplicationBuilder builder)
    {
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MessageBytesMax;
            grpc.Interceptors.Add<UnreadableRequests>();
            grpc.Interceptors.Add<OutageInterceptor>();
        });
        builder.Services.AddGrpcReflection();
    }

    public static void MapGadGrpc(this WebApplication app)
    {
        app.UseWhen(context => context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true, calls => calls.Use(UnreadableRequests.Answer));
        app.MapGrpcService<PositionsService>().OnListener(Listener.Grpc).WithMetadata(StreamsWithoutEnd.Allowed);
        app.MapGrpcService<CommandsService>().OnListener(Listener.Grpc);
        app.MapGrpcService<OperationsService>().OnListener(Listener.Grpc);
        app.MapGrpcService<FencesService>().OnListener(Listener.Grpc);
        app.MapGrpcService<DispatchService>().OnListener(Listener.Grpc);
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
