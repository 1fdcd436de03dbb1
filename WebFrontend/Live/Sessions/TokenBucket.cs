namespace GrupoGad.WebFrontend.Live.Sessions;

/// <summary>Lets a burst through and then a steady rate. Not thread-safe: one session's reader uses it.</summary>
/// <param name="burst">Tokens of a full bucket.</param>
/// <param name="perS">Tokens that come back a second.</param>
internal sealed class TokenBucket(double burst, double perS, TimeProvider clock)
{
    private double _tokens = burst;
    private long _at = clock.GetTimestamp();

    public bool TryTake()
    {
        var now = clock.GetTimestamp();
        _tokens = Math.Min(burst, _tokens + clock.GetElapsedTime(_at, now).TotalSeconds * perS);
        _at = now;
        if (_tokens < 1)
        {
            return false;
        }
        _tokens--;
        return true;
    }
}
