namespace GrupoGad.Operations;

/// <remarks>
/// Restart after a write whose outcome is unknown. Orleans ends an activation only when nothing of it runs any more, and until then its callers
/// wait. Its own work may itself wait for a grain that is away, call after call, or for one that waits for this operation. So it drops all of that at
/// once: the next activation does the pending work.
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
