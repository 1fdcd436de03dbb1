using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GrupoGad.Operations;

/// <summary>The content of a request in a few characters: the same id with another digest is another request.</summary>
internal static class RequestDigest
{
    public const char Mark = '#';

    public static string Of(string what, OperationPlan plan, OperationRequest request) => With(what, request.Sent ?? JsonSerializer.Serialize(plan));

    public static string Of(string what, OperationRequest request, params IEnumerable<string> more) =>
        With(what, JsonSerializer.Serialize<string[]>([request.Reason, request.Recommendation ?? "", request.Overrule ? "overrule" : "", .. more]));

    /// <summary>For a request from before there were digests, its kind alone is compared.</summary>
    public static bool IsSame(string known, string what) => known == what
        || !known.Contains(Mark, StringComparison.Ordinal) && what.StartsWith(known + Mark, StringComparison.Ordinal);

    private static string With(string what, string body) =>
        $"{what}{Mark}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)).AsSpan(0, 12))}";
}
