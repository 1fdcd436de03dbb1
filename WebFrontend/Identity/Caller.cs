using System.Security.Claims;

namespace GrupoGad.WebFrontend.Identity;

/// <summary>The sender, as far as a report is concerned.</summary>
/// <param name="Subject">Subject of the token, or the name of an endpoint that has its own key.</param>
/// <param name="OwnEfectivo">The only code it may report for; null: any.</param>
public sealed record Caller(string Subject, string? OwnEfectivo)
{
    /// <remarks>A caller of role Efectivo without a code gets the empty one, which matches nobody.</remarks>
    public static Caller From(ClaimsPrincipal user)
    {
        var subject = user.FindFirstValue(GadClaims.Subject) ?? "";
        var reportsForAny = user.IsInRole(Roles.Integrator) || user.IsInRole(Roles.Administrator);
        return new Caller(subject, reportsForAny ? null : user.FindFirstValue(GadClaims.Efectivo) ?? "");
    }
}
