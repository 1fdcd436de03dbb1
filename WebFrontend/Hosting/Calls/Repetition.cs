using System.Collections.Concurrent;
using System.Reflection;
using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace GrupoGad.WebFrontend.Hosting.Calls;

/// <summary>Makes a call once more, whatever its answer's type.</summary>
internal abstract class Repetition
{
    private static readonly ConcurrentDictionary<MethodInfo, Repetition> _all = new();

    public static Repetition Of(MethodInfo method) => _all.GetOrAdd(method, static method => method.ReturnType is { IsGenericType: true } answer
        ? (Repetition)Activator.CreateInstance(typeof(Answered<>).MakeGenericType(answer.GetGenericArguments()[0]))!
        : new Unanswered());

    public abstract Task<Response> Make(IGrainReferenceRuntime orleans, GrainReference grain, IInvokable request, InvokeMethodOptions options);

    private sealed class Answered<T> : Repetition
    {
        public override async Task<Response> Make(IGrainReferenceRuntime orleans, GrainReference grain, IInvokable request, InvokeMethodOptions options) =>
            Response.FromResult(await orleans.InvokeMethodAsync<T>(grain, request, options));
    }

    private sealed class Unanswered : Repetition
    {
        public override async Task<Response> Make(IGrainReferenceRuntime orleans, GrainReference grain, IInvokable request, InvokeMethodOptions options)
        {
            await orleans.InvokeMethodAsync(grain, request, options);
            return Response.Completed;
        }
    }
}
