using System.Collections.Concurrent;
using System.Reflection;
using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace GrupoGad.WebFrontend.Tests.Hosting;

/// <summary>The answer of Orleans to each call and each repetition, by its number from 0.</summary>
internal sealed class MadeUpCalls(Func<int, Task> answer) : IGrainReferenceRuntime
{
    /// <summary>How each was sent.</summary>
    public ConcurrentQueue<InvokeMethodOptions> Sent { get; } = new();

    /// <summary>One call as the filters of Orleans' client get it.</summary>
    public IOutgoingGrainCallContext Call<TGrain>(string method, CancellationToken cancellation = default) => MadeUpContext.Of(
        MadeUpRequest.Of<TGrain>(method, cancellation), async () =>
        {
            await Next(InvokeMethodOptions.None);
            return Response.Completed;
        });

    public async ValueTask<T?> InvokeMethodAsync<T>(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        await Next(options);
        return default;
    }

    public async ValueTask InvokeMethodAsync(GrainReference reference, IInvokable request, InvokeMethodOptions options) => await Next(options);

    public void InvokeMethod(GrainReference reference, IInvokable request, InvokeMethodOptions options) => Sent.Enqueue(options);

    public object Cast(IAddressable grain, Type interfaceType) => grain;

    private Task Next(InvokeMethodOptions options)
    {
        lock (Sent)
        {
            Sent.Enqueue(options);
            return answer(Sent.Count - 1);
        }
    }
}

public class MadeUpRequest : DispatchProxy
{
    private MethodInfo _method = null!;
    private CancellationToken _cancellation;

    internal static IRequest Of<TGrain>(string method, CancellationToken cancellation)
    {
        var request = Create<IRequest, MadeUpRequest>();
        ((MadeUpRequest)(object)request)._method = typeof(TGrain).GetMethod(method)!;
        ((MadeUpRequest)(object)request)._cancellation = cancellation;
        return request;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(IInvokable.GetMethod) => _method,
        nameof(IInvokable.GetCancellationToken) => _cancellation,
        nameof(IInvokable.GetDefaultResponseTimeout) => _method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout,
        "get_" + nameof(IRequest.Options) => InvokeMethodOptions.None,
        _ => null,
    };
}

public class MadeUpContext : DispatchProxy
{
    private IRequest _request = null!;
    private Func<Task<Response>> _send = null!;
    private Response? _response;

    internal static IOutgoingGrainCallContext Of(IRequest request, Func<Task<Response>> send)
    {
        var context = Create<IOutgoingGrainCallContext, MadeUpContext>();
        ((MadeUpContext)(object)context)._request = request;
        ((MadeUpContext)(object)context)._send = send;
        return context;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod!.Name)
        {
            case "get_" + nameof(IGrainCallContext.Request):
                return _request;
            case "get_" + nameof(IGrainCallContext.InterfaceMethod):
                return _request.GetMethod();
            case "get_" + nameof(IGrainCallContext.Response):
                return _response;
            case "set_" + nameof(IGrainCallContext.Response):
                return _response = (Response)args![0]!;
            case nameof(IGrainCallContext.Invoke):
                return Send();
            default:
                return null;
        }
    }

    private async Task Send() => _response = await _send();
}
