using System.Text.Json;

namespace GrupoGad.Silo.PostGis.Archive;

/// <summary>
/// Describes a file of the archive, in JSON beside it: <c>position_reports_20250314.1.json</c> of <c>position_reports_20250314.1.csv.zst</c>.
/// </summary>
/// <param name="Format">1: CSV as PostgreSQL's COPY writes it with a header line, UTF-8, times in UTC, compressed with Zstandard.</param>
/// <param name="SchemaVersion">The last migration of the database it came from.</param>
/// <param name="CsvSha256">Hash of the CSV before compression, in hexadecimal.</param>
/// <param name="FileSha256">Hash of the compressed file, in hexadecimal.</param>
internal sealed record ArchiveManifest(
    int Format, string SchemaVersion, string Parent, string Leaf, int Part, DateTime From, DateTime To, IReadOnlyList<ArchiveColumn> Columns,
    long Rows, long CsvBytes, string CsvSha256, long FileBytes, string FileSha256, DateTime ExportedAt)
{
    public const int FormatKnown = 1;

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string Name => NameOf(Leaf, Part);

    public static string NameOf(string leaf, int part) => FormattableString.Invariant($"{leaf}.{part}");

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, _json);

    /// <exception cref="ArchiveBrokenException">It is not a manifest.</exception>
    public static ArchiveManifest Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<ArchiveManifest>(File.ReadAllBytes(path), _json) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new ArchiveBrokenException($"{Path.GetFileName(path)} is not a manifest: {exception.Message}");
        }
    }
}

/// <summary>A column as PostgreSQL names its type.</summary>
internal sealed record ArchiveColumn(string Name, string Type);

/// <summary>A file of the archive differs from its manifest or does not fit this database. Nothing was changed.</summary>
internal sealed class ArchiveBrokenException(string message) : Exception(message);
