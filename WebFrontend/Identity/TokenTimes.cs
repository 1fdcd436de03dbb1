using System.Globalization;
using System.Security.Claims;

namespace GrupoGad.WebFrontend.Identity;

internal static class TokenTimes
{
    /// <summary>The one rule for requests, streams and sessions: a session that is let in with a token lives until that token ends.</summary>
    public static bool IsValid(DateTime? begins, DateTime? ends, DateTime now, TimeSpan skew) => ends > now && !(begins > now + skew);

    /// <summary>When the caller's token ends, and with it everything it opened; the beginning of time when it does not say.</summary>
    public static DateTimeOffset ExpiresAt(ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue("exp"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.MinValue;
}
