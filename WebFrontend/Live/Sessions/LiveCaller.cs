using GrupoGad.WebFrontend.Identity;

namespace GrupoGad.WebFrontend.Live.Sessions;

/// <summary>Whose session it is and what its token allows, as judged once before the upgrade.</summary>
/// <param name="ExpiresAt">When the token ends, and with it the session.</param>
internal sealed record LiveCaller(Caller Caller, bool MayRead, bool MayReport, DateTimeOffset ExpiresAt);
