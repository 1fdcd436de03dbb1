using YamlDotNet.RepresentationModel;

namespace GrupoGad.Compatibility.Tests;

/// <summary>The type of a property in the AsyncAPI file, in one word.</summary>
internal static class AsyncApiShape
{
    public static string Of(AsyncApi file, string schema, string property) => Of(file.Map("components", "schemas", schema, "properties", property));

    private static string Of(YamlMappingNode node)
    {
        if (node.Children.TryGetValue("$ref", out var reference))
        {
            return reference.ToString().Split('/')[^1];
        }
        var type = node["type"].ToString();
        return type == "array" ? $"[{Of((YamlMappingNode)node["items"])}]"
            : node.Children.TryGetValue("format", out var format) ? $"{type}/{format}"
            : type;
    }
}
