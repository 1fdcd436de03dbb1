using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace GrupoGad.WebFrontend.Identity;

/// <summary>The rights of a caller. Every endpoint names one of these. An endpoint that names none is still closed to callers without a token.</summary>
public static class Policies
{
    /// <summary>Send positions: an efectivo its own, an integrator any; in development an administrator too.</summary>
    public const string CanReport = nameof(CanReport);

    /// <summary>See everybody.</summary>
    public const string CanRead = nameof(CanRead);

    /// <summary>See the efectivo of the route: who can read, or that efectivo itself.</summary>
    public const string CanReadThis = nameof(CanReadThis);

    /// <summary>Change what efectivos are doing.</summary>
    public const string CanOperate = nameof(CanOperate);

    /// <summary>Change what the efectivo of the route is doing: who can operate, or that efectivo itself.</summary>
    public const string CanOperateThis = nameof(CanOperateThis);

    /// <summary>Plan operations and issue commands, for people and for other agencies' systems.</summary>
    public const string CanCommand = nameof(CanCommand);

    /// <summary>Raise an alarm of the efectivo of the route and answer for it: who can command, or that efectivo itself.</summary>
    public const string CanCommandThis = nameof(CanCommandThis);

    /// <summary>
    /// Ask the efectivo of the route for something it may not set itself. Allowed are operators, and another efectivo that the endpoint then
    /// holds to be its superior.
    /// </summary>
    public const string CanLeadThis = nameof(CanLeadThis);

    /// <summary>Force what a rule would stop, waive answers, open again what was closed.</summary>
    public const string CanOverrule = nameof(CanOverrule);

    /// <summary>Register efectivos and change their profiles.</summary>
    public const string CanAdminister = nameof(CanAdminister);

    /// <summary>Hold a live session: any role; what the session may do is judged frame by frame.</summary>
    public const string CanConnect = nameof(CanConnect);

    private static readonly string[] Readers =
        [Roles.Operator, Roles.Supervisor, Roles.Administrator, Roles.Auditor, Roles.Integrator];

    private static readonly string[] Operators = [Roles.Operator, Roles.Supervisor, Roles.Administrator];

    private static readonly string[] Commanders = [.. Operators, Roles.Integrator];

    public static void Add(AuthorizationOptions options, bool development)
    {
        options.FallbackPolicy = options.DefaultPolicy;
        options.AddPolicy(CanReport, policy => policy.RequireAuthenticatedUser().RequireAssertion(context =>
            context.User.IsInRole(Roles.Integrator)
            || (context.User.IsInRole(Roles.Efectivo) && context.User.HasClaim(claim => claim.Type == GadClaims.Efectivo))
            || (development && context.User.IsInRole(Roles.Administrator))));
        options.AddPolicy(CanRead, policy => policy.RequireRole(Readers));
        options.AddPolicy(CanReadThis, policy => policy.RequireAssertion(context => IsOneOf(context, Readers) || IsOwn(context)));
        options.AddPolicy(CanOperate, policy => policy.RequireRole(Operators));
        options.AddPolicy(CanOperateThis, policy => policy.RequireAssertion(context => IsOneOf(context, Operators) || IsOwn(context)));
        options.AddPolicy(CanCommand, policy => policy.RequireRole(Commanders));
        options.AddPolicy(CanCommandThis, policy => policy.RequireAssertion(context => IsOneOf(context, Commanders) || IsOwn(context)));
        options.AddPolicy(CanLeadThis, policy => policy.RequireAssertion(context =>
            IsOneOf(context, Operators) || (IsOneOf(context, [Roles.Efectivo]) && context.User.HasClaim(claim => claim.Type == GadClaims.Efectivo) && !IsOwn(context))));
        options.AddPolicy(CanOverrule, policy => policy.RequireRole(Roles.Supervisor, Roles.Administrator));
        options.AddPolicy(CanAdminister, policy => policy.RequireRole(Roles.Administrator));
        options.AddPolicy(CanConnect, policy => policy.RequireRole(Roles.All));
    }

    /// <summary>For endpoints that judge the rest of their callers by themselves.</summary>
    public static bool Operates(ClaimsPrincipal user) => Operators.Any(user.IsInRole);

    private static bool IsOneOf(AuthorizationHandlerContext context, string[] roles) => roles.Any(context.User.IsInRole);

    private static bool IsOwn(AuthorizationHandlerContext context) =>
        context.User.IsInRole(Roles.Efectivo)
        && context.Resource is HttpContext http
        && http.GetRouteValue("id") is string id
        && context.User.HasClaim(GadClaims.Efectivo, id);
}
