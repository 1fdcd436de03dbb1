namespace GrupoGad.Console.Tests;

/// <summary>Where the built parts of this checkout are.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Console => Path.Combine(Root, "WebFrontend", "wwwroot");

    public static string Excerpt => Path.Combine(Root, "tests", "data", "warsaw_excerpt.csv.gz");

    /// <summary>Areas as an installation brings them.</summary>
    public static string Layers => Path.Combine(Root, "tests", "data", "layers");

    /// <summary>The assembly of a project, built with the configuration that this test was built with.</summary>
    public static string Assembly(string project)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var path = Path.Combine(Root, project, "bin", framework.Parent!.Name, framework.Name, $"GrupoGad.{project}.dll");
        return File.Exists(path) ? path : throw new InvalidOperationException($"{project} is not built: {path} is missing");
    }

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "GrupoGad.Orleans.sln")))
            {
                return at.FullName;
            }
        }
        throw new InvalidOperationException("GrupoGad.Orleans.sln is in no folder above the tests");
    }
}
