namespace GrupoGad.WebFrontend.Hosting;

/// <summary>Whether this process reaches the cluster, as the Orleans client reports it.</summary>
public sealed class ClusterLink
{
    private int _gateways;
    private volatile bool _reached;
    private volatile int _losses;
    private volatile CancellationTokenSource _untilLoss = new();

    /// <summary>At least one silo is connected now.</summary>
    public bool Connected => Volatile.Read(ref _gateways) > 0;

    /// <summary>The cluster was reached at least once since the start.</summary>
    public bool Reached => _reached;

    /// <summary>A silo that was connected is not any more. Called on the thread that noticed it, so handlers only take note.</summary>
    public event Action? SiloLost;

    /// <summary>How often a silo that was connected was so no more.</summary>
    public int Losses => _losses;

    /// <summary>
    /// Cancelled by the next loss. A call under way to a silo that dies is never answered, and Orleans does not say which calls those were.
    /// See <see cref="Calls.PatientCalls"/>.
    /// </summary>
    public CancellationToken UntilLoss => _untilLoss.Token;

    /// <param name="gateways">Silos connected now.</param>
    public void Count(int gateways)
    {
        var isLoss = Interlocked.Exchange(ref _gateways, gateways) > gateways;
        _reached |= gateways > 0;
        if (isLoss)
        {
            Interlocked.Increment(ref _losses);
            // Not on this thread: thousands of calls may go on from here.
            _ = Interlocked.Exchange(ref _untilLoss, new CancellationTokenSource()).CancelAsync();
            SiloLost?.Invoke();
        }
    }

    /// <summary>Fails fast, and in our own words, while the client has never been connected.</summary>
    /// <exception cref="GadUnavailableException"/>
    public void Require()
    {
        if (!_reached)
        {
            throw new GadUnavailableException(GadUnavailableException.Cluster);
        }
    }
}
