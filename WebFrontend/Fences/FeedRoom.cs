using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Fences;

/// <summary>How many feeds are open.</summary>
internal sealed class FeedRoom(IOptions<FenceDoorOptions> options)
{
    private int _open;

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _open) <= options.Value.FeedsMax)
        {
            return true;
        }
        Interlocked.Decrement(ref _open);
        return false;
    }

    /// <summary>To be disposed of once, when the feed ends.</summary>
    public IDisposable Leave() => new Place(this);

    private sealed class Place(FeedRoom room) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                Interlocked.Decrement(ref room._open);
            }
        }
    }
}
