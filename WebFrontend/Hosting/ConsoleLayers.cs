using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>The installation's own GeoJSON layers: exactly the files that the folder lists, so that no name leads out of it.</summary>
public sealed class ConsoleLayers(IOptions<ConsoleOptions> options)
{
    private const string Extension = ".geojson";

    /// <summary>More would not be layers but a data store.</summary>
    private const int LayersMax = 100;

    private readonly string? _directory = options.Value.LayersDirectory;

    /// <summary>Names without their extension, in order.</summary>
    public IReadOnlyList<string> Names() => [.. Files().Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    /// <summary>Path of a listed layer, or null. The caller's text is compared, never made part of a path.</summary>
    public string? Find(string name) => Files().FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == name);

    private IEnumerable<string> Files() => Directory.Exists(_directory)
        ? Directory.EnumerateFiles(_directory, "*" + Extension).Take(LayersMax).Select(Path.GetFullPath)
        : [];
}
