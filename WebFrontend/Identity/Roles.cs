namespace GrupoGad.WebFrontend.Identity;

/// <summary>Values of the <c>role</c> claim.</summary>
public static class Roles
{
    public const string Efectivo = "Efectivo";
    public const string Operator = "Operator";
    public const string Supervisor = "Supervisor";
    public const string Administrator = "Administrator";
    public const string Auditor = "Auditor";
    public const string Integrator = "Integrator";

    public static IReadOnlyList<string> All { get; } = [Efectivo, Operator, Supervisor, Administrator, Auditor, Integrator];
}

/// <summary>Names of the claims of a token.</summary>
public static class GadClaims
{
    public const string Subject = "sub";
    public const string Role = "role";

    /// <summary>The code that a caller of role <see cref="Roles.Efectivo"/> may report for.</summary>
    public const string Efectivo = "efectivo";
}
