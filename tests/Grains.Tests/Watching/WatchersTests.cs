using GrupoGad.Watching;

namespace GrupoGad.Grains.Tests.Watching;

public sealed class WatchersTests
{
    private readonly Meter _meter = new();
    private readonly Gateway _gateway = new();
    private readonly Watchers<Gateway, string> _watchers;

    public WatchersTests()
    {
        _watchers = new((gateway, message) => gateway.Hear(message), _meter);
        Assert.True(_watchers.Renew(_gateway, DateTime.UtcNow, 1));
    }

    [Fact]
    public async Task A_gateway_with_a_message_under_way_misses_the_next_one_and_is_told_everything_afterwards()
    {
        var answer = _gateway.Answers = new TaskCompletionSource();
        Assert.False(_watchers.Tell("first", Everything));
        Assert.True(_watchers.Tell("second", Everything));
        _gateway.Answers = null;
        answer.SetResult();
        await Until(() => !_watchers.Tell(null, Everything));
        Assert.Equal(["first", "everything"], _gateway.Heard);
        Assert.Equal((2, 1, 0), (_meter.SentCount, _meter.Missed, _meter.LostCount));
    }

    [Fact]
    public async Task A_message_that_is_never_answered_counts_as_lost_and_mutes_nobody()
    {
        _gateway.Answers = new TaskCompletionSource();
        Assert.False(_watchers.Tell("lost", Everything));
        _gateway.Answers = null;
        await Until(() => !_watchers.Tell("an alarm", Everything));
        Assert.Equal(["lost", "everything"], _gateway.Heard);
        Assert.Equal(1, _meter.LostCount);
    }

    private static string Everything() => "everything";

    private static async Task Until(Func<bool> holds)
    {
        // Far less than the time-out of a call between grains.
        for (var tries = 0; !holds(); tries++)
        {
            Assert.True(tries < 400, "not within 8 s");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private sealed class Gateway : IGrainObserver
    {
        public List<string> Heard { get; } = [];

        /// <summary>Null: at once.</summary>
        public TaskCompletionSource? Answers { get; set; }

        public Task Hear(string message)
        {
            Heard.Add(message);
            return Answers?.Task ?? Task.CompletedTask;
        }
    }

    private sealed class Meter : IWatchMeter
    {
        public int SentCount { get; private set; }

        public int Missed { get; private set; }

        public int LostCount { get; private set; }

        public void Sent() => SentCount++;

        public void Coalesced() => Missed++;

        public void Lost() => LostCount++;
    }
}
