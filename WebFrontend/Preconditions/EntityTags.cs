using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace GrupoGad.WebFrontend.Preconditions;

/// <summary>Versions as entity tags (RFC 9110, 8.8.3): <c>"7"</c>, or <c>"7.3f9a"</c> where a resource also shows what moves.</summary>
internal static class EntityTags
{
    public const string Rule = "* or entity tags in quotes, as the ETag header gave them: \"7\", \"9\"";

    public static string Of(IVersioned resource) => resource.Moving is { } moving
        ? string.Create(CultureInfo.InvariantCulture, $"\"{resource.Version}.{Hash(moving)}\"")
        : Of(resource.Version);

    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>False: not a list of entity tags.</summary>
    public static bool TryRead(string header, out ImmutableArray<EntityTagHeaderValue> tags)
    {
        tags = [];
        if (!EntityTagHeaderValue.TryParseStrictList([header], out var read) || read.Count == 0 || (read.Count > 1 && read.Contains(EntityTagHeaderValue.Any)))
        {
            return false;
        }
        tags = [.. read];
        return true;
    }

    public static bool IsAny(ImmutableArray<EntityTagHeaderValue> tags) => tags is [var only] && only.Equals(EntityTagHeaderValue.Any);

    /// <summary>The versions that they name. A weak tag matches nothing strongly (13.1.1), and a tag that is none of ours no version.</summary>
    public static ImmutableArray<long> Versions(ImmutableArray<EntityTagHeaderValue> tags, bool weakToo) =>
        [.. tags.Where(tag => weakToo || !tag.IsWeak).Select(Version).Where(version => version >= 0)];

    private static long Version(EntityTagHeaderValue tag)
    {
        var text = tag.Tag.AsSpan()[1..^1];
        var number = text.IndexOf('.') is >= 0 and var dot ? text[..dot] : text;
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;
    }

    private static string Hash(string moving) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(moving)).AsSpan(0, 6));
}
