using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;

namespace GrupoGad.WebFrontend.Tests.Doors;

/// <summary>Calls of the front end's gRPC services as another agency's system makes them.</summary>
internal static class GrpcCalls
{
    public static async Task<TResponse> Call<TRequest, TResponse>(this FrontEnd frontEnd, string service, string method, TRequest request, string? role)
        where TRequest : class, IMessage<TRequest> where TResponse : class, IMessage<TResponse>, new()
    {
        using var channel = GrpcChannel.ForAddress(frontEnd.Grpc);
        using var call = channel.CreateCallInvoker().AsyncUnaryCall(Described<TRequest, TResponse>(MethodType.Unary, service, method), null, Options(role), request);
        return await call.ResponseAsync;
    }

    /// <summary>A stream of answers, as long as somebody reads.</summary>
    public static async IAsyncEnumerable<TResponse> Watch<TRequest, TResponse>(this FrontEnd frontEnd, string service, string method, TRequest request, string? role)
        where TRequest : class, IMessage<TRequest> where TResponse : class, IMessage<TResponse>, new()
    {
        using var channel = GrpcChannel.ForAddress(frontEnd.Grpc);
        using var call = channel.CreateCallInvoker().AsyncServerStreamingCall(
            Described<TRequest, TResponse>(MethodType.ServerStreaming, service, method), null, Options(role), request);
        await foreach (var answer in call.ResponseStream.ReadAllAsync(DoorsWorld.Cancel))
        {
            yield return answer;
        }
    }

    private static Method<TRequest, TResponse> Described<TRequest, TResponse>(MethodType type, string service, string method)
        where TRequest : class, IMessage<TRequest> where TResponse : class, IMessage<TResponse>, new() => new(
            type, "gad.v1." + service, method,
            Marshallers.Create<TRequest>(m => m.ToByteArray(), _ => throw new NotSupportedException()),
            Marshallers.Create<TResponse>(m => m.ToByteArray(), new MessageParser<TResponse>(() => new TResponse()).ParseFrom));

    private static CallOptions Options(string? role)
    {
        var headers = new Metadata();
        if (role is not null)
        {
            headers.Add("Authorization", $"Bearer {Tokens.Issue(FrontEnd.Key, role)}");
        }
        return new CallOptions(headers, cancellationToken: DoorsWorld.Cancel);
    }

    /// <summary>It is refused with this status, names the field, says the rule, and tells nothing of our insides.</summary>
    public static async Task IsRefused(this Task call, StatusCode status, string field, string inDescription = "")
    {
        var failure = await Assert.ThrowsAsync<RpcException>(() => call);
        Assert.True(status == failure.StatusCode, failure.ToString());
        var violation = Assert.Single(failure.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations);
        Assert.Equal(field, violation.Field);
        Assert.NotEmpty(violation.Description);
        Assert.Contains(inDescription, violation.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", failure.Status.Detail, StringComparison.Ordinal);
    }
}
