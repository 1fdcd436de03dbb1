using System.Runtime.CompilerServices;
using System.Security.Claims;
using GrupoGad.Fences;
using GrupoGad.WebFrontend.Identity;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Fences;

/// <summary>One step of a feed: an event, or (when it is null) a sign of life with the place to go on from.</summary>
/// <param name="Beyond">The place that was asked for when it lies beyond all there is, so that nothing would ever follow it; else null.</param>
internal readonly record struct FeedStep(long Number, FenceEvent? Event, long? Beyond = null);

/// <summary>Reads the events at fences for a feed of any protocol, none left out, and limits how many feeds are open.</summary>
internal sealed class FenceEventReader(FenceWatcher news, IGrainFactory grains, TimeProvider clock, IOptions<FenceEndpointOptions> options)
{
    private const int PageSize = 500;

    private readonly FenceEndpointOptions _options = options.Value;
    private int _open;

    /// <summary>A place, to be given back by disposing of it; null when all are taken.</summary>
    public IDisposable? TryEnter()
    {
        if (Interlocked.Increment(ref _open) <= _options.FeedsMax)
        {
            return new Place(this);
        }
        Interlocked.Decrement(ref _open);
        return null;
    }

    /// <summary>Ends when the caller's token does; the client comes back with a new one, and goes on where it was.</summary>
    /// <param name="number">Events that became visible after this number; −1: from now on.</param>
    public async IAsyncEnumerable<FeedStep> Read(long number, ClaimsPrincipal user, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // At once, so that the client knows the place to go on from before anything happens.
        var beat = true;
        if (number > 0 && await Directories.Any(grains).EventsAfter(-1, 1, cancellation) is { Next: { } newest } && newest < number)
        {
            // Of another installation, or of one that was restored to an earlier day.
            yield return new FeedStep(newest, null, Beyond: number);
            number = newest;
        }
        do
        {
            // Asked for before reading: what happens in between wakes us all the same.
            var happening = news.Next();
            var page = await Directories.Any(grains).EventsAfter(number, PageSize, cancellation);
            foreach (var told in page.Events)
            {
                yield return new FeedStep(told.Number, told);
            }
            number = page.Next ?? number;
            if (beat && page.Events.IsEmpty)
            {
                yield return new FeedStep(number, null);
            }
            beat = page.Events.Length < PageSize && !await Happened(happening, cancellation);
        }
        while (clock.GetUtcNow() < TokenTimes.ExpiresAt(user));
    }

    private async Task<bool> Happened(Task happening, CancellationToken cancellation)
    {
        try
        {
            await happening.WaitAsync(_options.Beat, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private sealed class Place(FenceEventReader reader) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                Interlocked.Decrement(ref reader._open);
            }
        }
    }
}
