namespace GrupoGad.Operations;

/// <remarks>
/// How the grain starts again after a write whose outcome is unknown. Orleans ends an activation only when none of its work runs any more, and its callers wait
/// until then. That work may itself wait for a grain that is away, call after call, or for a grain that waits for this operation. So the activation drops all
/// of its work at once, and the next activation executes the pending effects.
/// </remarks>
public sealed partial class OperationGrain
{
    private readonly CancellationTokenSource _anew = new();

    /// <summary>This activation decides nothing any more.</summary>
    private void BeginAnew()
    {
        DeactivateOnIdle();
        _anew.Cancel();
    }

    /// <summary>Waits for what this activation does, but not beyond its end.</summary>
    private async Task<T> UntilAnew<T>(Task<T> work)
    {
        try
        {
            return await work.WaitAsync(_anew.Token);
        }
        catch (OperationCanceledException) when (_anew.IsCancellationRequested)
        {
            throw new GadUnavailableException("postgis");
        }
    }
}
