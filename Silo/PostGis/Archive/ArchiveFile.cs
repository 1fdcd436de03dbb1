using System.Security.Cryptography;
using ZstdSharp;

namespace GrupoGad.Silo.PostGis.Archive;

/// <summary>Writes and checks the files. Level 9 makes positions three times smaller than the fast levels, and a day still takes seconds.</summary>
internal static class ArchiveFile
{
    private const int Level = 9;
    private const string Partial = ".partial";

    public static string Csv(string directory, string name) => Path.Combine(directory, name + ".csv.zst");

    public static string Manifest(string directory, string name) => Path.Combine(directory, name + ".json");

    /// <summary>Compresses into a file that does not have its final name yet.</summary>
    /// <returns>Bytes and checksum of the input, and of the file.</returns>
    public static async Task<Sums> Write(string path, Stream csv, CancellationToken cancellation)
    {
        Sums raw;
        await using (var file = new FileStream(path + Partial, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await using (var zstd = new CompressionStream(file, Level, leaveOpen: true))
            {
                raw = await Copy(csv, zstd, null, cancellation);
            }
            file.Flush(flushToDisk: true);
        }
        await using var written = File.OpenRead(path + Partial);
        var packed = await Copy(written, Stream.Null, null, cancellation);
        return raw with { FileBytes = packed.Bytes, FileSha256 = packed.Sha256 };
    }

    /// <summary>Renames both files. The manifest comes last, because without it the file does not count.</summary>
    public static void Publish(string directory, ArchiveManifest manifest)
    {
        var path = Manifest(directory, manifest.Name);
        using (var file = new FileStream(path + Partial, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(manifest.ToJson());
            file.Flush(flushToDisk: true);
        }
        var csv = Csv(directory, manifest.Name);
        File.Move(csv + Partial, csv, overwrite: true);
        File.Move(path + Partial, path, overwrite: true);
    }

    /// <summary>Reads all of it back.</summary>
    /// <exception cref="ArchiveBrokenException">The file differs from its manifest.</exception>
    public static async Task Verify(string directory, ArchiveManifest manifest, CancellationToken cancellation)
    {
        var path = Csv(directory, manifest.Name);
        try
        {
            await using (var file = File.OpenRead(path))
            {
                var packed = await Copy(file, Stream.Null, null, cancellation);
                Same(path, packed.Bytes == manifest.FileBytes && packed.Sha256 == manifest.FileSha256);
            }
            await using var csv = Open(path);
            var lines = new LineCount();
            var raw = await Copy(csv, Stream.Null, lines, cancellation);
            // The header is a line.
            Same(path, raw.Bytes == manifest.CsvBytes && raw.Sha256 == manifest.CsvSha256 && lines.Count - 1 == manifest.Rows);
        }
        catch (Exception exception) when (exception is ZstdException or IOException)
        {
            throw new ArchiveBrokenException($"{Path.GetFileName(path)} cannot be read: {exception.Message}");
        }
    }

    public static Stream Open(string path) => new DecompressionStream(File.OpenRead(path), leaveOpen: false);

    private static void Same(string path, bool same)
    {
        if (!same)
        {
            throw new ArchiveBrokenException($"{Path.GetFileName(path)} is not what its manifest says");
        }
    }

    private static async Task<Sums> Copy(Stream from, Stream to, LineCount? lines, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, bytes) = (new byte[128 << 10], 0L);
        while (await from.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            lines?.Add(buffer.AsSpan(0, read));
            await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
            bytes += read;
        }
        return new Sums(bytes, Convert.ToHexStringLower(hash.GetHashAndReset()), 0, "");
    }

    public readonly record struct Sums(long Bytes, string Sha256, long FileBytes, string FileSha256);

    /// <summary>Counts the rows of a CSV. An end of line between quotes does not end a row.</summary>
    private sealed class LineCount
    {
        private bool _quoted;

        public long Count { get; private set; }

        public void Add(ReadOnlySpan<byte> text)
        {
            foreach (var letter in text)
            {
                _quoted ^= letter == '"';
                Count += letter == '\n' && !_quoted ? 1 : 0;
            }
        }
    }
}
