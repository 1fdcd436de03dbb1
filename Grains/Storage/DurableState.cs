namespace GrupoGad.Storage;

/// <summary>
/// A grain's stored state that is never ahead of the disk, and that outlives a failed write: for grains that have to go on working while the
/// storage is away, with what is known to be stored.
/// </summary>
/// <param name="failed">Told of a write whose outcome is unknown. A grain that need not go on lets its activation end here.</param>
internal sealed class DurableState<TState>(IPersistentState<TState> stored, Action<Exception> failed) where TState : class
{
    private TState? _value;
    private bool _doubtful;

    /// <summary>As it is known to be stored.</summary>
    public TState Value => _value ?? stored.State;

    /// <summary>After a failed write, reads what is there. Before every decision: it must not be made on what is out of date.</summary>
    /// <exception cref="GadUnavailableException">It is still away.</exception>
    public async ValueTask Settle(CancellationToken cancellation)
    {
        if (!_doubtful)
        {
            return;
        }
        try
        {
            await stored.ReadStateAsync(cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            throw Unavailable();
        }
        (_value, _doubtful) = (stored.State, false);
    }

    /// <summary>Reads what is there: somebody has seen there what this activation does not know.</summary>
    /// <exception cref="GadUnavailableException">It is away.</exception>
    public ValueTask ReadAgain(CancellationToken cancellation)
    {
        _doubtful = true;
        return Settle(cancellation);
    }

    /// <exception cref="GadUnavailableException">Outcome unknown; <see cref="Value"/> is as before.</exception>
    public async Task Store(TState next, CancellationToken cancellation)
    {
        _value = stored.State;
        stored.State = next;
        try
        {
            await stored.WriteStateAsync(cancellation);
            _value = next;
        }
        catch (Exception exception)
        {
            stored.State = _value;
            _doubtful = true;
            failed(exception);
            throw Unavailable();
        }
    }

    private static GadUnavailableException Unavailable() => new("postgis");
}
