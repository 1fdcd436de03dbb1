using GrupoGad.Commands;
using GrupoGad.WebFrontend.Commands.Sessions;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;

namespace GrupoGad.WebFrontend.Commands.Certificates;

/// <summary>
/// The certificate of a command lists who was to know, who knew when and who did what.
/// It is read from the ledger, whichever grains are alive.
/// </summary>
internal static class CertificateEndpoints
{
    private const string Html = "text/html";

    public static void Map(RouteGroupBuilder commands) => commands
        .MapGet("/{id}/certificate", Read).RequireAuthorization(Policies.CanRead)
        .Produces<object>(200, "application/json", Html).ProducesProblem(404)
        .WithSummary("The whole ladder of every recipient as the ledger has it: JSON, or a page that prints when text/html is asked for");

    private static async Task<IResult> Read(string id, HttpContext context, IGrainFactory grains, TimeProvider clock, CancellationToken cancellation)
    {
        if (!CommandId.IsValid(id))
        {
            return Problems.BadRequest(new Refusal("id", id, CommandId.Rule));
        }
        var reading = new CertificateReading(grains.GetGrain<ICommandDirectoryGrain>(Random.Shared.Next(CommandListEndpoints.Workers)), id);
        if (await reading.First(cancellation) is not { } first)
        {
            return StatusRules.Problem(CloseOutcome.UnknownCommand, id)!;
        }
        // A certificate is of this moment: nobody is shown an older one.
        context.Response.Headers.CacheControl = "no-store";
        var (now, issuer) = (clock.GetUtcNow().UtcDateTime, Caller.From(context.User).Subject);
        ICertificateWriter writer = Wants(context.Request, Html) ? new CertificatePage(now, issuer) : new CertificateJson(now, issuer);
        context.Response.ContentType = writer.ContentType;
        await Write(writer, reading, first, context, cancellation);
        return Results.Empty;
    }

    private static async Task Write(ICertificateWriter writer, CertificateReading reading, LadderPage first, HttpContext context, CancellationToken cancellation)
    {
        try
        {
            writer.Begin(context.Response.BodyWriter, first.Command);
            var recipients = 0;
            await foreach (var page in reading.Pages(first, cancellation))
            {
                foreach (var ladder in page.Ladders)
                {
                    writer.Add(context.Response.BodyWriter, ladder);
                }
                recipients += page.Ladders.Length;
                await context.Response.BodyWriter.FlushAsync(cancellation);
            }
            writer.End(context.Response.BodyWriter, recipients);
            await context.Response.BodyWriter.FlushAsync(cancellation);
        }
        catch (Exception) when (context.Response.HasStarted)
        {
            // Half a certificate must not look like a whole one. The connection breaks for every kind of failure.
            context.Abort();
        }
    }

    private static bool Wants(HttpRequest request, string type)
    {
        var accepts = request.GetTypedHeaders().Accept.OrderByDescending(accept => accept.Quality ?? 1);
        return accepts.FirstOrDefault(accept => accept.MediaType.Value is "text/html" or "application/json") is { } wanted && wanted.MediaType.Value == type;
    }
}
