using GrupoGad.WebFrontend.Identity;

namespace GrupoGad.WebFrontend.Live.Sessions;

/// <summary>The caller of a session and the rights of its token, as judged once before the upgrade.</summary>
/// <param name="Efectivo">The efectivo itself: the code of a token of role Efectivo; null for everybody else.</param>
/// <param name="ExpiresAt">When the token ends, and with it the session.</param>
internal sealed record LiveCaller(Caller Caller, bool MayRead, bool MayReport, string? Efectivo, DateTimeOffset ExpiresAt);
