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
        var described = new Method<TRequest, TResponse>(
            MethodType.Unary, "gad.v1." + service, method,
            Marshallers.Create<TRequest>(m => m.ToByteArray(), _ => throw new NotSupportedException()),
            Marshallers.Create<TResponse>(m => m.ToByteArray(), new MessageParser<TResponse>(() => new TResponse()).ParseFrom));
        using var channel = GrpcChannel.ForAddress(frontEnd.Grpc);
        var headers = new Metadata();
        if (role is not null)
        {
            headers.Add("Authorization", $"Bearer {Tokens.Issue(FrontEnd.Key, role)}");
        }
        using var call = channel.CreateCallInvoker().AsyncUnaryCall(described, null, new CallOptions(headers, cancellationToken: DoorsWorld.Cancel), request);
        return await call.ResponseAsync;
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
