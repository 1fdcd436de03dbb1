namespace GrupoGad.Architecture.Tests;

/// <summary>The checkout that the tests were built from, read as files.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "artifacts", "TestResults", "wwwroot"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every C# file somebody wrote, as a path relative to the root; what a build generates is left out.</summary>
    public static IReadOnlyList<string> CSharpFiles { get; } = [.. Files("*.cs").Where(path => !path.EndsWith(".g.cs", StringComparison.Ordinal))];

    /// <summary>The README of every folder that has one, also in Spanish.</summary>
    public static IReadOnlyList<string> Readmes { get; } = Files("README*.md");

    public static string[] LinesOf(string path) => File.ReadAllLines(Path.Combine(Root, path));

    private static string[] Files(string pattern) =>
        [.. Directory.EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.StartsWith('.') && !path.Split('/').Any(NotOurs.Contains))
            .Order(StringComparer.Ordinal)];

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GrupoGad.Orleans.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"GrupoGad.Orleans.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
