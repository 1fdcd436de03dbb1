using System.Net;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GrupoGad.WebFrontend.Identity;

/// <summary>Hands out tokens to a developer. Outside Development it is not there.</summary>
public static class DevTokenEndpoints
{
    public static void MapDevToken(this WebApplication app)
    {
        var key = app.Services.GetService<SigningKey>();
        if (!app.Environment.IsDevelopment() || key is null)
        {
            app.MapPost("/dev/token", NotThere).AllowAnonymous().ExcludeFromDescription();
            return;
        }
        app.MapPost("/dev/token", (HttpContext context, string? role, string? efectivo) => IsFromHere(context) ? Issue(key, role, efectivo) : NotThere())
            .AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>A development installation that is opened to the network must not hand an administrator's token to every caller.</summary>
    internal static bool IsFromHere(HttpContext context) => context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);

    private static Results<Ok<DevToken>, ProblemHttpResult> Issue(SigningKey key, string? role, string? efectivo)
    {
        if (!Roles.All.Contains(role))
        {
            return Problems.BadRequest(new Refusal("role", role, $"one of {string.Join(", ", Roles.All)}"));
        }
        if (efectivo is not null ? !EfectivoCode.IsValid(efectivo) : role == Roles.Efectivo)
        {
            return Problems.BadRequest(new Refusal("efectivo", efectivo, EfectivoCode.Rule));
        }
        return TypedResults.Ok(new DevToken(key.Issue(efectivo ?? $"dev-{role!.ToLowerInvariant()}", role!, efectivo)));
    }

    private static ProblemHttpResult NotThere() => Problems.NotFound(new Refusal("path", "/dev/token", "only in Development, from this machine"));

    public sealed record DevToken(string Token);
}
