using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace GrupoGad.Compatibility.Tests;

/// <summary>The AsyncAPI file of the live door, as a tree.</summary>
internal sealed class AsyncApi
{
    private readonly YamlMappingNode _root;

    private AsyncApi(YamlMappingNode root) => _root = root;

    public static AsyncApi Read()
    {
        using var text = File.OpenText(Repository.File("WebFrontend/asyncapi.yaml"));
        var yaml = new YamlStream();
        yaml.Load(text);
        return new AsyncApi((YamlMappingNode)yaml.Documents[0].RootNode);
    }

    /// <summary>The map at a path of keys.</summary>
    public YamlMappingNode Map(params string[] path) => (YamlMappingNode)path.Aggregate((YamlNode)_root, (node, key) => node[key]);

    public string Text(params string[] path) => path.Aggregate((YamlNode)_root, (node, key) => node[key]).ToString();

    /// <summary>The target of every <c>$ref</c>, as keys from the root.</summary>
    public IEnumerable<string> References() =>
        _root.AllNodes.OfType<YamlMappingNode>().SelectMany(map => map.Children)
            .Where(pair => pair.Key.ToString() == "$ref").Select(pair => pair.Value.ToString());

    public static IEnumerable<string> Keys(YamlMappingNode map) => map.Children.Keys.Select(key => key.ToString());

    public static Dictionary<string, long> Numbers(YamlMappingNode map) => map.Children.ToDictionary(
        pair => pair.Key.ToString(), pair => long.Parse(pair.Value.ToString(), CultureInfo.InvariantCulture));
}
