using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Ingest.OsmAnd;

/// <summary>Key that opens the OsmAnd endpoint.</summary>
public sealed class OsmAndKey(IOptions<OsmAndOptions> options, IHostEnvironment environment)
{
    private readonly string? _key = string.IsNullOrWhiteSpace(options.Value.Key) ? null : options.Value.Key;

    /// <summary>Closed: as if it were not there.</summary>
    public bool IsClosed => _key is null && !environment.IsDevelopment();

    /// <remarks>The time it takes reveals nothing of the key, because hashes of equal length are compared in fixed time.</remarks>
    public bool Opens(string? offered) =>
        _key is null
            ? environment.IsDevelopment()
            : CryptographicOperations.FixedTimeEquals(Hash(_key), Hash(offered ?? ""));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
