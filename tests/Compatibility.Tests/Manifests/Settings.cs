using System.Text.RegularExpressions;
using k8s.Models;

namespace GrupoGad.Compatibility.Tests.Manifests;

/// <summary>A misspelt setting is silently ignored by .NET's configuration, so the manifests are held against the code.</summary>
public sealed partial class Settings
{
    private static readonly Lazy<HashSet<string>> WordsOfTheCode = new(ReadWords);

    public static TheoryData<string> Named => [.. Base.All<V1ConfigMap>().SelectMany(map => map.Data.Keys)
        .Concat(Base.Pods.Values.SelectMany(pod => pod.Spec.Containers).SelectMany(container => container.Env).Select(env => env.Name))
        .Where(name => name.StartsWith("Gad__", StringComparison.Ordinal)).Distinct()];

    [Theory]
    [MemberData(nameof(Named))]
    public void A_setting_of_the_manifests_exists_in_the_code(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Assert.All(name.Split("__"), part => Assert.Contains(part, WordsOfTheCode.Value));
    }

    [Fact]
    public void Connection_strings_and_keys_come_from_a_secret()
    {
        Assert.DoesNotContain(Base.All<V1ConfigMap>().SelectMany(map => map.Data.Keys), name => name.StartsWith("ConnectionStrings", StringComparison.Ordinal));
        Assert.Empty(Base.All<V1Secret>());
    }

    // Section names are string literals and settings are properties: both are words of the product's source.
    private static HashSet<string> ReadWords() =>
        [.. new[] { "Silo", "WebFrontend", "Grains" }
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Base.Root, project), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(path => Declared().Matches(File.ReadAllText(path)))
            .SelectMany(match => match.Groups["word"].Value.Split(':'))];

    [GeneratedRegex("""(?:"(?<word>Gad(?::\w+)*)")|(?:\b(?<word>\w+)\s*\{\s*get;)""")]
    private static partial Regex Declared();
}
