using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis.Shards;

/// <summary>Databases beside the first one, each for some jurisdictions. Section <c>Gad:Shards</c>, a list.</summary>
public sealed class ShardOptions : IValidatableObject
{
    public const string Section = "Gad:Shards";

    /// <summary>The database of <c>ConnectionStrings:PostGis</c>, of all jurisdictions that no shard has.</summary>
    public const string First = "first";

    public IList<ShardEntry> Entries { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Entries.Any(entry => entry.Name.Length == 0 || entry.Address.Length == 0) || Repeated(Entries.Select(entry => entry.Name).Append(First)))
        {
            yield return new ValidationResult($"{nameof(ShardOptions)}: each shard must have an Address and a Name of its own, not '{First}'.");
        }
        if (Repeated(Entries.SelectMany(entry => entry.Jurisdictions)))
        {
            yield return new ValidationResult($"{nameof(ShardOptions)}: a jurisdiction must be of one shard only.");
        }
    }

    private static bool Repeated(IEnumerable<string> names) => names.GroupBy(name => name, StringComparer.Ordinal).Any(group => group.Count() > 1);
}

/// <summary>One shard of the configuration. The address may hold a password.</summary>
public sealed class ShardEntry
{
    public string Name { get; set; } = "";

    public string Address { get; set; } = "";

    public IList<string> Jurisdictions { get; } = [];
}
