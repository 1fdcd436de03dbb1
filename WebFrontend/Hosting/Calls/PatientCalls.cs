using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace GrupoGad.WebFrontend.Hosting.Calls;

/// <summary>
/// Every call of this process to a grain. A call under way when a silo is lost ends at once and is sent again with the same ids, as is one without an answer in
/// time and one that a cluster refuses while it rearranges itself; calls for help first. No caller waits for longer than the method's rule says.
/// </summary>
/// <remarks>
/// Orleans would let a call wait for half a minute: a client knows to which silo it handed a call, not whose grain it was for. A repetition does not go through
/// the connection the call took: that silo may hang.
/// </remarks>
/// <param name="orleans">Makes the repetitions; asked for late, for it needs the filters first.</param>
internal sealed class PatientCalls(Func<IGrainReferenceRuntime> orleans, ClusterLink link, CallRules rules, CallInstruments instruments, TimeProvider clock) : IOutgoingGrainCallFilter
{
    /// <summary>A repetition passes here once more.</summary>
    private static readonly AsyncLocal<bool> _isRepetition = new();

    public Task Invoke(IOutgoingGrainCallContext context) => !_isRepetition.Value && Options(context) is { } options && (options & InvokeMethodOptions.OneWay) == 0 && rules.Of(context.Request) is { } rule
        ? Carry(rule, context, options | InvokeMethodOptions.Unordered)
        : context.Invoke();

    private async Task Carry(CallRule rule, IOutgoingGrainCallContext context, InvokeMethodOptions repeated)
    {
        link.Require();
        var start = clock.GetTimestamp();
        var away = GadUnavailableException.Cluster;
        for (var attempt = 0; ; attempt++)
        {
            // Read before the call. The loss of a silo during the call is signalled only once.
            var untilLoss = link.UntilLoss;
            try
            {
                var left = rule.Patience - clock.GetElapsedTime(start);
                var limit = rule.Attempt < left ? rule.Attempt : left > TimeSpan.Zero ? left : TimeSpan.Zero;
                if (attempt == 0)
                {
                    await context.Invoke().WaitAsync(limit, clock, untilLoss);
                }
                else
                {
                    context.Response = await Repeat(context, repeated).WaitAsync(limit, clock, untilLoss);
                }
                return;
            }
            catch (Exception exception) when (Cause(exception, context.Request, untilLoss) is { } cause)
            {
                // Said in any attempt: the last one may only have been late.
                away = GadUnavailableException.PartOf(exception) is var told and not GadUnavailableException.Cluster ? told : away;
                var pause = rule.Pause(attempt);
                if (!rule.Repeats || clock.GetElapsedTime(start) + pause >= rule.Patience)
                {
                    instruments.GivenUp(cause);
                    throw new GadUnavailableException(away, exception);
                }
                instruments.Repeated(cause);
                if (pause > TimeSpan.Zero)
                {
                    await Task.Delay(pause, clock, context.Request.GetCancellationToken());
                }
            }
        }
    }

    private async Task<Response> Repeat(IOutgoingGrainCallContext context, InvokeMethodOptions options)
    {
        _isRepetition.Value = true;
        RepeatedCall.Mark();
        return await Repetition.Of(context.InterfaceMethod).Make(orleans(), (GrainReference)context.Grain, context.Request, options);
    }

    private static InvokeMethodOptions? Options(IOutgoingGrainCallContext context) => (context.Request as IRequest)?.Options;

    /// <summary>Why nobody knows what became of it. Null: it was answered, or its caller has gone.</summary>
    private static string? Cause(Exception exception, IInvokable request, CancellationToken untilLoss) => exception switch
    {
        OperationCanceledException => untilLoss.IsCancellationRequested && !request.GetCancellationToken().IsCancellationRequested ? "lost" : null,
        TimeoutException => "late",
        OrleansException => "refused",
        _ => null,
    };
}
