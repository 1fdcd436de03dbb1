using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>The settings that the console asks for before it draws.</summary>
public static class ConsoleEndpoints
{
    public static void AddGadConsole(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ConsoleOptions>().BindConfiguration(ConsoleOptions.Section);
        builder.Services.AddSingleton<ConsoleLayers>();
    }

    public static void MapConsole(this WebApplication app)
    {
        var console = app.MapGroup("/api/v1/console").WithTags("Console").RequireAuthorization(Policies.CanConnect);
        console.MapGet("/config", Configuration).WithSummary("Mode, base map and layers of this installation");
        console.MapGet("/layers/{name}", Layer).Produces<object>(200, "application/geo+json").ProducesProblem(404)
            .WithSummary("One of the installation's own GeoJSON layers");
    }

    private static Ok<ConsoleResource> Configuration(
        IOptions<ConsoleOptions> options, ConsoleLayers layers, IHostEnvironment environment, IConfiguration configuration)
    {
        var map = options.Value;
        return TypedResults.Ok(new ConsoleResource(
            configuration.IsMemoryMode(),
            environment.IsDevelopment(),
            new BasemapResource(map.RasterTiles, map.PmTiles, map.Attribution),
            [.. layers.Names().Select(name => new LayerResource(name, $"/api/v1/console/layers/{Uri.EscapeDataString(name)}"))]));
    }

    private static Results<PhysicalFileHttpResult, ProblemHttpResult> Layer(string name, ConsoleLayers layers) => layers.Find(name) is { } path
        ? TypedResults.PhysicalFile(path, "application/geo+json")
        : Problems.NotFound(new Refusal("name", name, "a layer that /api/v1/console/config lists"));

    /// <param name="Volatile">Nothing is kept.</param>
    /// <param name="Development">The built-in issuer hands out tokens.</param>
    public sealed record ConsoleResource(bool Volatile, bool Development, BasemapResource Basemap, IReadOnlyList<LayerResource> Layers);

    public sealed record BasemapResource(string? RasterTiles, string? Pmtiles, string? Attribution);

    public sealed record LayerResource(string Name, string Url);
}
