using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace GrupoGad.WebFrontend.Ingest.Grpc;

/// <summary>
/// A request that is no message of ours is the sender's fault and is said to be so. The framework reads a single request before any interceptor runs and calls
/// what it then meets UNKNOWN; so a call that came to nothing before it reached the interceptor is answered again, below it.
/// </summary>
internal sealed class UnreadableRequests : Interceptor
{
    private const string Rule = "request: it cannot be read as the message of this method";
    private const string StatusHeader = "grpc-status";

    private static readonly object Read = new();

    /// <summary>Below all interceptors.</summary>
    public static async Task Answer(HttpContext context, RequestDelegate next)
    {
        await next(context);
        var headers = context.Response.Headers;
        if (!context.Response.HasStarted && !context.Items.ContainsKey(Read) && headers.ContainsKey(StatusHeader)
            && headers[StatusHeader] == ((int)StatusCode.Unknown).ToString(System.Globalization.CultureInfo.InvariantCulture))
        {
            headers[StatusHeader] = ((int)StatusCode.InvalidArgument).ToString(System.Globalization.CultureInfo.InvariantCulture);
            headers["grpc-message"] = Rule;
        }
    }

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        context.GetHttpContext().Items[Read] = true;
        return continuation(request, context);
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        context.GetHttpContext().Items[Read] = true;
        try
        {
            return await continuation(requestStream, context);
        }
        catch (InvalidProtocolBufferException)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, Rule));
        }
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        context.GetHttpContext().Items[Read] = true;
        return continuation(request, responseStream, context);
    }
}
