using System.Globalization;
using System.Security.Claims;

namespace GrupoGad.WebFrontend.Identity;

internal static class TokenTimes
{
    /// <summary>When the caller's token ends, and with it whatever it opened; the beginning of time when it does not say.</summary>
    public static DateTimeOffset ExpiresAt(ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue("exp"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.MinValue;
}
