using System.Diagnostics;
using Orleans.Streams;

namespace GrupoGad.Silo.Tests.RedisStreams;

/// <summary>Does with a queue what a pulling agent does.</summary>
internal sealed class Owner(IQueueAdapterReceiver receiver, int pageMax)
{
    private readonly List<IBatchContainer> _read = [];

    public IReadOnlyList<IBatchContainer> Batches => _read;

    public static int Number(IBatchContainer batch) => batch.GetEvents<int>().Single().Item1;

    public Task<IList<IBatchContainer>> Look(CancellationToken cancellation = default) => receiver.GetQueueMessagesAsync(pageMax, cancellation);

    /// <summary>Looks until that many came, and gives the numbers in the order they came in.</summary>
    public Task<IReadOnlyList<int>> Read(int count) => ReadUntil(numbers => numbers.Count >= count, $"{count} entries");

    /// <summary>Looks until that number came. What was published without an answer may have come before it, or twice.</summary>
    public Task<IReadOnlyList<int>> ReadTo(int last) => ReadUntil(numbers => numbers.Contains(last), $"{last}");

    private async Task<IReadOnlyList<int>> ReadUntil(Func<List<int>, bool> holds, string what)
    {
        const int seconds = 60;
        var watch = Stopwatch.StartNew();
        var numbers = new List<int>();
        while (!holds(numbers))
        {
            Assert.True(watch.Elapsed.TotalSeconds < seconds, $"waited {seconds} s for {what}; got {string.Join(' ', numbers)}");
            var batches = await Look();
            _read.AddRange(batches);
            numbers.AddRange(batches.Select(Number));
        }
        return numbers;
    }

    /// <summary>The first so many of what was read have reached their grains.</summary>
    public Task Delivered(int count) => receiver.MessagesDeliveredAsync([.. _read.Take(count)], CancellationToken.None);

    /// <summary>Leaves the queue in good order; an owner that is just let go of was killed.</summary>
    public Task Leave() => receiver.Shutdown(TimeSpan.FromSeconds(5), CancellationToken.None);
}
