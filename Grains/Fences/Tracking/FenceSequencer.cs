namespace GrupoGad.Fences;

/// <summary>Publishes findings at the fences in the order in which they were found, each once the fix that shows it is stored.</summary>
/// <remarks>Fixes become durable together, and their callers go on in any order. The sequencer keeps an exit from being stored before its entry.</remarks>
internal sealed class FenceSequencer(IFenceJournal journal)
{
    private readonly Queue<Finding> _line = new();

    /// <summary>One judgement's finding.</summary>
    internal sealed class Finding(FenceWrite write)
    {
        private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsStored { get; set; }

        /// <summary>Its fix could not be stored; it goes along with the next one that is.</summary>
        public bool IsHeld { get; set; }

        public Task Told => _told.Task;

        public async void Tell(IFenceJournal journal)
        {
            try
            {
                await journal.Append(write);
                _told.SetResult();
            }
            catch (Exception exception)
            {
                _told.SetException(exception);
                // Perhaps no caller waits any more.
                _ = _told.Task.Exception;
            }
        }
    }

    public Finding Add(FenceWrite write)
    {
        var finding = new Finding(write);
        _line.Enqueue(finding);
        return finding;
    }

    /// <summary>Called once a fix is stored. Ends when its findings are durable.</summary>
    /// <param name="finding">Null: it showed nothing.</param>
    public Task Stored(Finding? finding)
    {
        if (finding is null && _line.Count == 0)
        {
            return Task.CompletedTask;
        }
        finding?.IsStored = true;
        var stored = finding is null || _line.Any(other => other.IsStored);
        while (_line.TryPeek(out var first) && (first.IsStored || first.IsHeld && stored))
        {
            _line.Dequeue().Tell(journal);
        }
        return finding?.Told ?? Task.CompletedTask;
    }
}
