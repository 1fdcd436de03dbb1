using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>The ids of a batch's reports: the same for the same caller, batch and place, on every gateway and after every restart.</summary>
public readonly struct ReportIds
{
    private readonly ulong _seed;

    private ReportIds(ulong seed) => _seed = seed;

    public long this[int index] => unchecked((long)Mix(_seed + (ulong)index * 0x9E3779B97F4A7C15));

    /// <summary>Ids that no other batch has: a retry cannot be recognised by them.</summary>
    public static ReportIds Random() => new(unchecked((ulong)System.Random.Shared.NextInt64(long.MinValue, long.MaxValue)));

    /// <param name="batchId">As the client made it; 0: it made none.</param>
    public static ReportIds Of(string caller, ulong batchId) =>
        batchId == 0 ? Random() : Of(caller, batchId.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <param name="batchKey">As the client made it; empty: it made none.</param>
    public static ReportIds Of(string caller, string? batchKey)
    {
        if (string.IsNullOrEmpty(batchKey))
        {
            return Random();
        }
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        // The length keeps ("a", "bc") apart from ("ab", "c").
        SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Length}:{caller}:{batchKey}"), hash);
        return new ReportIds(BinaryPrimitives.ReadUInt64LittleEndian(hash));
    }

    /// <summary>The finisher of SplitMix64: a bijection, so that places of one batch never collide.</summary>
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
