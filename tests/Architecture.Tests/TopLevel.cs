namespace GrupoGad.Architecture.Tests;

/// <summary>The top level of the repository is fixed: what a newcomer sees first never grows by accident.</summary>
public sealed class TopLevel
{
    private static readonly string[] Fixed =
    [
        ".ci", ".editorconfig", ".gad.lib", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "Directory.Build.props", "Directory.Packages.props",
        "Grains", "Grains.Abstractions", "GrupoGad.Orleans.sln", "LICENSE", "README.es.md", "README.md", "Silo", "WebFrontend", "gad", "global.json", "k8s", "tests",
    ];

    // What git and the tools put there; all but .git is in .gitignore.
    private static readonly string[] NotPartOfIt = [".git", ".gad", ".vs", ".idea", "artifacts", "TestResults", "bin", "obj"];

    [Fact]
    public void The_top_level_is_exactly_the_fixed_list()
    {
        var found = Directory.EnumerateFileSystemEntries(Repository.Root).Select(path => Path.GetFileName(path)!)
            .Except(NotPartOfIt).Order(StringComparer.Ordinal);

        Assert.Equal(Fixed, found);
    }

    [Fact]
    public void The_script_can_be_run() =>
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(Repository.Root, "gad")).HasFlag(UnixFileMode.UserExecute), "gad has lost its run bit");

    [Fact]
    public void The_shipped_data_stays_small()
    {
        const long BytesMax = 3 * 1024 * 1024;
        var bytes = new DirectoryInfo(Path.Combine(Repository.Root, "tests", "data")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

        Assert.InRange(bytes, 1, BytesMax);
    }
}
