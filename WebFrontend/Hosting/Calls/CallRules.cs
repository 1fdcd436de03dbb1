using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Options;
using Orleans.Serialization.Invocation;

namespace GrupoGad.WebFrontend.Hosting.Calls;

/// <summary>
/// The rules that the contracts state for their methods: <see cref="OnceAttribute"/>, <see cref="UrgentAttribute"/>,
/// and <c>ResponseTimeout</c> of those that may take longer.
/// </summary>
internal sealed class CallRules(IOptions<CallOptions> options)
{
    private readonly CallOptions _options = options.Value;
    private readonly ConcurrentDictionary<MethodInfo, CallRule?> _rules = new();

    /// <summary>Null: none of ours, so it goes as Orleans wants it.</summary>
    public CallRule? Of(IInvokable request) =>
        request.GetMethod() is { } method ? _rules.GetOrAdd(method, static (method, of) => of.Rules.Judge(method, of.Limit), (Rules: this, Limit: request.GetDefaultResponseTimeout())) : null;

    private CallRule? Judge(MethodInfo method, TimeSpan? limit)
    {
        if (method.DeclaringType?.Assembly != typeof(OnceAttribute).Assembly)
        {
            return null;
        }
        var urgent = method.IsDefined(typeof(UrgentAttribute));
        var attempt = TimeSpan.FromMilliseconds(urgent ? _options.UrgentAttemptMs : _options.AttemptMs);
        return new CallRule(limit ?? TimeSpan.FromMilliseconds(_options.PatienceMs), limit ?? attempt, !method.IsDefined(typeof(OnceAttribute)), urgent);
    }
}
