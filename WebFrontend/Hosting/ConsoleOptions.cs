namespace GrupoGad.WebFrontend.Hosting;

/// <summary>The console and its map. Section <c>Gad:Console</c>.</summary>
public sealed class ConsoleOptions
{
    public const string Section = "Gad:Console";

    /// <summary>Folder of the built console; left out, <c>wwwroot</c> beside the front end.</summary>
    public string? Root { get; set; }

    /// <summary>Folder whose <c>*.geojson</c> files are the installation's own layers.</summary>
    public string? LayersDirectory { get; set; }

    /// <summary>URL template of a raster base map, <c>…/{z}/{x}/{y}.png</c>.</summary>
    public string? RasterTiles { get; set; }

    /// <summary>URL of a PMTiles file.</summary>
    public string? PmTiles { get; set; }

    /// <summary>The owner of the base map, as its licence asks to be shown.</summary>
    public string? Attribution { get; set; }
}
