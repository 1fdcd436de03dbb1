using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace GrupoGad.Compatibility.Tests.Manifests;

/// <summary>An alert on a metric that nobody exposes never fires, and nothing says so: the rules are held against the code.</summary>
public sealed partial class Alerts
{
    private static readonly YamlMappingNode[] _rules = [.. Rules()];

    public static TheoryData<string> Named => [.. _rules.Select(rule => Text(rule, "alert"))];

    [Theory]
    [MemberData(nameof(Named))]
    public void Each_metric_and_each_tag_of_an_alert_exists_in_the_code(string name)
    {
        var expression = Text(Rule(name), "expr");
        var metrics = Metric().Matches(expression).Select(match => match.Value).ToArray();
        Assert.NotEmpty(metrics);
        Assert.All(metrics, metric => Assert.Contains(metric, Metrics.Scraped));
        Assert.All(Matcher().Matches(expression).SelectMany(match => match.Groups["value"].Value.Split('|').Prepend(match.Groups["tag"].Value)), word => Assert.Contains(word, Metrics.Words));
        Assert.All(Grouping().Matches(expression).SelectMany(match => match.Groups[1].Value.Split(", ")).Where(tag => tag != "instance"), tag => Assert.Contains(tag, Metrics.Words));
    }

    [Theory]
    [MemberData(nameof(Named))]
    public void Each_alert_says_what_it_is_how_urgent_and_what_to_do(string name)
    {
        var rule = Rule(name);
        Assert.Contains(Text((YamlMappingNode)rule["labels"], "severity"), new[] { "page", "ticket" });
        Assert.All(new[] { "summary", "action" }, part => Assert.EndsWith(".", Text((YamlMappingNode)rule["annotations"], part), StringComparison.Ordinal));
    }

    [Fact]
    public void A_misspelt_metric_is_noticed()
    {
        Assert.Contains("gad_consistency_differences_total", Metrics.Scraped);
        Assert.DoesNotContain("gad_consistency_difference_total", Metrics.Scraped);
        Assert.Equal(_rules.Length, _rules.Select(rule => Text(rule, "alert")).Distinct().Count());
    }

    private static YamlMappingNode Rule(string name) => _rules.Single(rule => Text(rule, "alert") == name);

    private static IEnumerable<YamlMappingNode> Rules()
    {
        var yaml = new YamlStream();
        using var reader = File.OpenText(Path.Combine(Base.Root, "k8s", "monitoring", "rules.yaml"));
        yaml.Load(reader);
        return ((YamlSequenceNode)yaml.Documents[0].RootNode["groups"]).SelectMany(group => (YamlSequenceNode)group["rules"]).Cast<YamlMappingNode>();
    }

    private static string Text(YamlMappingNode node, string key) => ((YamlScalarNode)node[key]).Value!;

    [GeneratedRegex(@"\bgad_\w+")]
    private static partial Regex Metric();

    [GeneratedRegex("""(?<tag>\w+)=~?"(?<value>[^"]*)"(?=[,}])""")]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\bby \(([^)]*)\)")]
    private static partial Regex Grouping();
}
