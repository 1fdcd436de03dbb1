namespace GrupoGad.Commands;

/// <summary>Reader/writer lock of one command: recipients in parallel, whole-command writes alone.</summary>
/// <remarks>
/// For one grain: it is not thread-safe. Calls interleave while they wait for the ledger, so every decision is taken and applied inside a turn:
/// <list type="bullet">
/// <item>two answers of one recipient: the second is judged after the first is written, so it sees it;</item>
/// <item>answers of thousands: each on its own ladder, all in one commit;</item>
/// <item>expiry, escalation, withdrawal, reload: alone, after all that is under way; answers that come meanwhile wait and are judged after it.</item>
/// </list>
/// Hand-overs (Enqueued, Sent) take no turn: they only move a ladder forward, and an answer in flight is above them.
/// </remarks>
internal sealed class LadderLock
{
    private readonly Dictionary<string, Turn> _ladders = new(StringComparer.Ordinal);
    private Turn? _all;

    public async ValueTask<IDisposable> One(string efectivoId)
    {
        while ((_all ?? _ladders.GetValueOrDefault(efectivoId)) is { } before)
        {
            await before.Over;
        }
        return _ladders[efectivoId] = new Turn(() => _ladders.Remove(efectivoId));
    }

    public async ValueTask<IDisposable> All()
    {
        while (_all is { } other)
        {
            await other.Over;
        }
        var turn = _all = new Turn(() => _all = null);
        while (_ladders.Count > 0)
        {
            await _ladders.First().Value.Over;
        }
        return turn;
    }

    private sealed class Turn(Action end) : IDisposable
    {
        private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Over => _over.Task;

        public void Dispose()
        {
            if (!_over.Task.IsCompleted)
            {
                end();
                _over.SetResult();
            }
        }
    }
}
