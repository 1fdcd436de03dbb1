using GrupoGad.Storage;

namespace GrupoGad.Grains.Tests.Storage;

public sealed class DurableStateTests
{
    private readonly Disk _disk = new();
    private readonly List<Exception> _failures = [];

    [Fact]
    public async Task A_write_that_was_cancelled_leaves_the_value_that_is_known_to_be_stored()
    {
        var state = new DurableState<Word>(_disk, _failures.Add);
        _disk.Fault = () => new OperationCanceledException();
        await Assert.ThrowsAsync<GadUnavailableException>(() => state.Store(new Word("new"), default));
        Assert.Equal("old", state.Value.Text);
        Assert.Equal("old", _disk.State.Text);
        Assert.IsType<OperationCanceledException>(Assert.Single(_failures));
    }

    [Fact]
    public async Task What_is_being_written_is_not_seen_before_it_is_stored()
    {
        var state = new DurableState<Word>(_disk, _failures.Add);
        var gate = _disk.Gate = new TaskCompletionSource();
        var writing = state.Store(new Word("new"), default);
        Assert.Equal("old", state.Value.Text);
        gate.SetResult();
        await writing;
        Assert.Equal("new", state.Value.Text);
    }

    [Fact]
    public async Task A_read_that_the_store_gave_up_is_an_outage_and_one_that_the_caller_gave_up_is_not()
    {
        var state = new DurableState<Word>(_disk, _failures.Add);
        _disk.Fault = () => new TimeoutException();
        await Assert.ThrowsAsync<GadUnavailableException>(() => state.Store(new Word("new"), default));
        _disk.Fault = () => new TaskCanceledException();
        await Assert.ThrowsAsync<GadUnavailableException>(() => state.Settle(default).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => state.Settle(new CancellationToken(canceled: true)).AsTask());
        _disk.Fault = null;
        await state.Settle(default);
        Assert.Equal("old", state.Value.Text);
    }

    [Fact]
    public async Task A_write_that_nobody_waits_for_any_more_is_seen_through_and_the_next_decision_waits_for_it()
    {
        var state = new DurableState<Word>(_disk, _failures.Add);
        var gate = _disk.Gate = new TaskCompletionSource();
        var left = state.Store(new Word("new"), default);
        var settling = state.Settle(default).AsTask();
        Assert.False(settling.IsCompleted);
        gate.SetResult();
        await settling;
        await left;
        Assert.Equal("new", state.Value.Text);
    }

    [Fact]
    public async Task A_state_that_nobody_has_read_is_read_before_the_first_decision()
    {
        var state = new DurableState<Word>(_disk, _failures.Add, unread: true);
        _disk.Fault = () => new TimeoutException();
        await Assert.ThrowsAsync<GadUnavailableException>(() => state.Settle(default).AsTask());
        _disk.Fault = null;
        await state.Settle(default);
        Assert.Equal("old", state.Value.Text);
    }

    public sealed record Word(string Text);

    private sealed class Disk : IPersistentState<Word>
    {
        private Word _stored = new("old");

        public Func<Exception>? Fault { get; set; }

        public TaskCompletionSource? Gate { get; set; }

        public Word State { get; set; } = new("old");

        public string? Etag => null;

        public bool RecordExists => true;

        public Task ClearStateAsync() => throw new NotSupportedException();

        public async Task WriteStateAsync()
        {
            if (Fault is { } fault)
            {
                throw fault();
            }
            await (Gate?.Task ?? Task.CompletedTask);
            _stored = State;
        }

        public Task ReadStateAsync()
        {
            if (Fault is { } fault)
            {
                throw fault();
            }
            State = _stored;
            return Task.CompletedTask;
        }

        public Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

        public Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

        public Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
    }
}
