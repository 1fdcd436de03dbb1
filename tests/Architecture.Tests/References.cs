using System.Reflection;
using System.Xml.Linq;

namespace GrupoGad.Architecture.Tests;

/// <summary>WebFrontend → Grains.Abstractions ← Grains ← Silo: references point down only.</summary>
public sealed class References
{
    private static readonly string[] Drivers = ["Npgsql", "StackExchange.Redis", "Microsoft.AspNetCore", "dbup"];

    /// <summary>What a project may not see: by name, or by the beginning of a name.</summary>
    public static TheoryData<string, string[]> Forbidden => new()
    {
        { "Grains.Abstractions", ["GrupoGad.Grains", "GrupoGad.Silo", "GrupoGad.WebFrontend", .. Drivers] },
        { "Grains", ["GrupoGad.Silo", "GrupoGad.WebFrontend", .. Drivers] },
        { "Silo", ["GrupoGad.WebFrontend"] },
        { "WebFrontend", ["GrupoGad.Grains", "GrupoGad.Silo", "Npgsql"] },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void A_project_file_names_nothing_above_it(string project, string[] forbidden)
    {
        ArgumentNullException.ThrowIfNull(forbidden);
        var file = XDocument.Load(Path.Combine(Repository.Root, project, project + ".csproj"));
        var named = file.Descendants().Where(e => e.Name.LocalName is "PackageReference" or "FrameworkReference" or "ProjectReference")
            .Select(e => (string?)e.Attribute("Include") ?? "")
            .Select(name => name.EndsWith(".csproj", StringComparison.Ordinal) ? "GrupoGad." + Path.GetFileNameWithoutExtension(name) : name);

        Assert.DoesNotContain(named, name => IsForbidden(name, forbidden));
    }

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void A_compiled_project_uses_nothing_above_it(string project, string[] forbidden)
    {
        ArgumentNullException.ThrowIfNull(forbidden);
        var used = Assembly.Load("GrupoGad." + project).GetReferencedAssemblies().Select(name => name.Name ?? "").ToArray();

        Assert.NotEmpty(used);
        Assert.DoesNotContain(used, name => IsForbidden(name, forbidden));
    }

    // Grains.Abstractions begins with the name of Grains but lies below it.
    private static bool IsForbidden(string name, string[] forbidden) =>
        name != "GrupoGad.Grains.Abstractions" && forbidden.Any(f => name == f || name.StartsWith(f + ".", StringComparison.Ordinal) || name.StartsWith(f + "-", StringComparison.Ordinal));
}
