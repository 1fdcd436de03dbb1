using Grpc.Core;
using Grpc.Core.Interceptors;
using GrupoGad.WebFrontend.Hosting;

namespace GrupoGad.WebFrontend.Ingest.Grpc;

/// <summary>A part that is away is said to be so: the outcome is unknown, and the same call with the same ids is right.</summary>
internal sealed partial class OutageInterceptor(ClusterLink link, ILogger<OutageInterceptor> logger) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        // A client that never met a silo fails in ways of its own.
        catch (Exception failure) when (failure is not RpcException && (FailureAnswers.IsOutage(failure) || !link.Reached))
        {
            LogUnavailable(context.Method, failure.GetType().Name);
            throw RichStatus.Unavailable(failure);
        }
    }

    [LoggerMessage(3210, LogLevel.Warning, "Unavailable: {Method} ({Failure})")]
    private partial void LogUnavailable(string method, string failure);
}
