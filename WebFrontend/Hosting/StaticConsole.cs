using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>Serves the built console. Its files are public: they hold the page that asks for the token, and no secret.</summary>
public static class StaticConsole
{
    /// <summary>Files whose name changes with their content.</summary>
    private static readonly PathString Hashed = "/assets";

    /// <summary>The field page's address; it is installed under it.</summary>
    private static readonly PathString Field = "/campo";

    private static readonly string[] PageMethods = [HttpMethods.Get, HttpMethods.Head];

    /// <remarks>Before routing and authentication: a file that exists is served.</remarks>
    public static void UseGadConsole(this WebApplication app)
    {
        if (Files(app) is not { } files)
        {
            return;
        }
        var pages = new StaticFileOptions { FileProvider = files, OnPrepareResponse = context => Cache(context.Context) };
        app.UseWhen(context => context.ListenerOf() == Listener.Http, http =>
        {
            http.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
            http.UseStaticFiles(pages);
        });
    }

    /// <summary>
    /// Serves the field page at <c>/campo</c>, and the console at any other address of a person, or says that it is not built.
    /// It runs after routing, so that no endpoint is shadowed.
    /// </summary>
    public static void UseGadConsolePage(this WebApplication app)
    {
        var files = Files(app);
        app.Use((context, next) => context.GetEndpoint() is not null ? next(context) : Rooms.IsForPeople(context.Request.Path) ? Page(context, files) : Nothing(context));
    }

    /// <summary>The answer that there is nothing needs no token.</summary>
    private static Task Nothing(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static async Task Page(HttpContext context, PhysicalFileProvider? files)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            Methods.Tell(context, PageMethods);
            return;
        }
        Cache(context);
        context.Response.ContentType = "text/html; charset=utf-8";
        var name = context.Request.Path.StartsWithSegments(Field) ? "campo.html" : "index.html";
        if (files?.GetFileInfo(name) is { Exists: true } page)
        {
            await context.Response.SendFileAsync(page);
            return;
        }
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        await context.Response.WriteAsync(NotBuilt);
    }

    private const string NotBuilt = """
        <!doctype html><html lang="es"><meta charset="utf-8"><title>GRUPO_GAD</title>
        <h1>GRUPO_GAD</h1>
        <p>La consola no está compilada en esta instalación. <code>./gad up</code> la compila.</p>
        <p lang="en">The console is not built in this installation. <code>./gad up</code> builds it.</p></html>
        """;

    private static void Cache(HttpContext context) => context.Response.Headers[HeaderNames.CacheControl] =
        context.Request.Path.StartsWithSegments(Hashed) ? "public, max-age=31536000, immutable" : "no-cache";

    private static PhysicalFileProvider? Files(WebApplication app)
    {
        string?[] places =
        [
            app.Configuration[$"{ConsoleOptions.Section}:{nameof(ConsoleOptions.Root)}"],
            Path.Combine(app.Environment.ContentRootPath, "wwwroot"),
            Path.Combine(AppContext.BaseDirectory, "wwwroot"),
        ];
        return Array.Find(places, Directory.Exists) is { } root ? new PhysicalFileProvider(Path.GetFullPath(root)) : null;
    }
}
