namespace GrupoGad.WebFrontend.Live.Sessions;

/// <summary>Lets a burst through and then a steady rate. Not thread-safe: one session's reader uses it.</summary>
/// <param name="burst">Tokens of a full bucket.</param>
/// <param name="perS">Tokens that come back a second.</param>
internal sealed class TokenBucket(double burst, double perS, TimeProvider clock)
{
    private double _missing;
    private long _at = clock.GetTimestamp();

    public bool TryTake()
    {
        var now = clock.GetTimestamp();
        _missing = Math.Max(0, _missing - clock.GetElapsedTime(_at, now).TotalSeconds * perS);
        _at = now;
        if (_missing + 1 > burst)
        {
            return false;
        }
        _missing++;
        return true;
    }
}
