using System.Text.RegularExpressions;

namespace GrupoGad.Architecture.Tests;

/// <summary>A written time is read in one way: two readers would take the first of December for the twelfth of January at one door only.</summary>
public sealed partial class Times
{
    [Fact]
    public void No_source_of_the_product_reads_a_written_time_but_by_the_one_reader()
    {
        var readers = new[] { "Grains", "Grains.Abstractions", "Silo", "WebFrontend" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => Reader().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(Repository.Root, file));

        Assert.Empty(readers);
    }

    // DateOnly is left to operators' own verbs; a DateTime that a SQL reader or a JSON state gives was never written by anybody outside.
    [GeneratedRegex(@"\b(DateTime|DateTimeOffset)\.(Try)?Parse(Exact)?\(|Convert\.ToDateTime\(|TryGetDateTime(Offset)?\(|\[From\w+[^\]]*\]\s*DateTime")]
    private static partial Regex Reader();
}
