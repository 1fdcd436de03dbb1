using Microsoft.Win32.SafeHandles;

namespace GrupoGad.Silo.PostGis.Spill;

/// <summary>A spill file that is being written.</summary>
internal sealed class SpillSegment(string path) : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);

    public long Length { get; private set; }

    /// <summary>Appends and makes durable. After a failure the end may be torn, so the segment is written no more.</summary>
    public void Append(ReadOnlySpan<byte> records)
    {
        RandomAccess.Write(_file, records, Length);
        RandomAccess.FlushToDisk(_file);
        Length += records.Length;
    }

    public void Dispose() => _file.Dispose();
}
