using System.Text.RegularExpressions;

namespace GrupoGad.Compatibility.Tests.Manifests;

/// <summary>Every instrument that the product's source makes, under the names that a scraper sees.</summary>
internal static partial class Metrics
{
    private static readonly string[] _sources = [.. new[] { "Silo", "WebFrontend", "Grains" }
        .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Base.Root, project), "*.cs", SearchOption.AllDirectories))
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText)];

    /// <summary>String literals of the source: tags and their values are among them.</summary>
    public static IReadOnlySet<string> Words { get; } = _sources.SelectMany(text => Literal().Matches(text)).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

    public static IReadOnlySet<string> Scraped { get; } = _sources.SelectMany(text => Made().Matches(text)).SelectMany(Names).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Names(Match made)
    {
        var name = made.Groups["name"].Value.Replace('.', '_');
        var unit = Literal().Matches(made.Groups["rest"].Value).Select(match => match.Groups[1].Value).FirstOrDefault(word => word is "s" or "By" or "1" or ['{', ..]);
        var kind = made.Groups["kind"].Value;
        var suffix = unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        var full = name.EndsWith(suffix, StringComparison.Ordinal) ? name : name + suffix;
        return kind switch
        {
            "Histogram" => [$"{full}_bucket", $"{full}_sum", $"{full}_count"],
            "Counter" or "ObservableCounter" => [$"{full}_total"],
            _ => [full],
        };
    }

    [GeneratedRegex("""\.Create(?<kind>\w+?)(?:<\w+>)?\(\s*"(?<name>gad\.[a-z_.]+)"(?<rest>[^;]*);""")]
    private static partial Regex Made();

    [GeneratedRegex("\"([^\"\\n]*)\"")]
    private static partial Regex Literal();
}
