namespace GrupoGad.Storage;

/// <summary>
/// A grain's stored state that is never ahead of the disk, and that outlives a failed write: for grains that have to go on working while the
/// storage is away, with what is known to be stored.
/// </summary>
/// <remarks>
/// A read goes on when its caller stops waiting, and so does a write without a token. A cancelled write has an unknown outcome. The next decision waits for
/// either.
/// </remarks>
/// <param name="failed">Called after a write whose outcome is unknown. A grain that need not go on lets its activation end here.</param>
/// <param name="unread">It has not been read yet: the first <see cref="Settle"/> does.</param>
internal sealed class DurableState<TState>(IPersistentState<TState> stored, Action<Exception> failed, bool unread = false) where TState : class
{
    private TState? _value;
    private bool _doubtful = unread;
    private Task _reading = Task.CompletedTask;
    private Task _writing = Task.CompletedTask;

    /// <summary>As it is known to be stored.</summary>
    public TState Value => _value ?? stored.State;

    /// <summary>
    /// At first and after a failed write, reads what is there. Called before every decision, so that no decision is made on an outdated state.
    /// </summary>
    /// <exception cref="GadUnavailableException">It is still away.</exception>
    public async ValueTask Settle(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!_writing.IsCompleted)
        {
            await _writing.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            cancellation.ThrowIfCancellationRequested();
        }
        if (_doubtful)
        {
            _reading = _reading.IsCompleted ? Read() : _reading;
            await _reading.WaitAsync(cancellation);
        }
    }

    /// <summary>Reads the stored state again, because the caller has seen a stored state that this activation does not know.</summary>
    /// <exception cref="GadUnavailableException">It is away.</exception>
    public ValueTask ReadAgain(CancellationToken cancellation)
    {
        _doubtful = true;
        return Settle(cancellation);
    }

    /// <exception cref="GadUnavailableException">Outcome unknown; <see cref="Value"/> is as before.</exception>
    public async Task Store(TState next, CancellationToken cancellation)
    {
        if (!_writing.IsCompleted)
        {
            // Decided beside a write whose caller stopped waiting, so the state may be out of date.
            await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            throw Unavailable();
        }
        _value = stored.State;
        stored.State = next;
        _writing = Write(next, cancellation);
        await _writing;
    }

    private async Task Read()
    {
        try
        {
            await stored.ReadStateAsync();
        }
        catch (Exception)
        {
            throw Unavailable();
        }
        (_value, _doubtful) = (stored.State, false);
    }

    private async Task Write(TState next, CancellationToken cancellation)
    {
        try
        {
            await stored.WriteStateAsync(cancellation);
            _value = next;
        }
        catch (Exception exception)
        {
            stored.State = _value!;
            _doubtful = true;
            failed(exception);
            throw Unavailable();
        }
    }

    private static GadUnavailableException Unavailable() => new("postgis");
}
