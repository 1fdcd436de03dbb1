namespace GrupoGad.Benchmarks.Harness;

/// <summary>Where the repository is, found upwards from this program.</summary>
public sealed record Repository(string Root)
{
    private const string Mark = "GrupoGad.Orleans.sln";

    public static Repository Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Mark)))
            {
                return new Repository(folder.FullName);
            }
        }
        throw new InvalidOperationException($"No {Mark} above {AppContext.BaseDirectory}.");
    }

    /// <summary>Twenty minutes of a recorded fleet, shipped.</summary>
    public string Excerpt => Path.Combine(Root, "tests", "data", "warsaw_excerpt.csv.gz");

    /// <summary>The built program of a project, of the same configuration as this one.</summary>
    public string Binary(string project)
    {
        var configuration = AppContext.BaseDirectory.Contains("/Debug/", StringComparison.Ordinal) ? "Debug" : "Release";
        var file = Path.Combine(Root, project, "bin", configuration, "net10.0", $"GrupoGad.{Path.GetFileName(project)}.dll");
        return File.Exists(file) ? file : throw new InvalidOperationException($"{file} is not there: build {project} first (-c {configuration}).");
    }
}
