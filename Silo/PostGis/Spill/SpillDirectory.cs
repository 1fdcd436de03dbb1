using System.Buffers;
using System.Globalization;
using GrupoGad.Silo.PostGis.Journal;

namespace GrupoGad.Silo.PostGis.Spill;

/// <summary>Rows that are durable on this machine's disk and not in PostGIS yet, in files of records, oldest first by name.</summary>
/// <remarks>
/// Each process has a numbered slot of the directory, held by a file lock that dies with the process. A starting process takes over the files in slots that
/// no process holds.
/// </remarks>
internal sealed partial class SpillDirectory : IDisposable
{
    private const string Extension = ".gadspill";
    private const int SlotsMax = 64;

    private readonly Lock _lock = new();
    private readonly string _folder;
    private readonly FileStream _held;
    private readonly long _segmentBytesMax;
    private readonly long _bytesMax;
    private readonly ILogger _logger;
    private SpillSegment? _current;
    private long _closedBytes;
    private long _next;

    public SpillDirectory(JournalOptions options, ILogger logger)
    {
        (_segmentBytesMax, _bytesMax, _logger) = (options.SpillSegmentBytesMax, options.SpillBytesMax, logger);
        (_folder, _held) = Claim(options.SpillDirectory);
        _next = Segments().Select(Number).DefaultIfEmpty(0).Max() + 1;
        Adopt(options.SpillDirectory);
        _closedBytes = Segments().Sum(path => new FileInfo(path).Length);
    }

    /// <summary>Bytes that wait for the catch-up.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _closedBytes + (_current?.Length ?? 0);
            }
        }
    }

    /// <summary>Returns when the rows are on disk.</summary>
    /// <exception cref="IOException">They are not: the disk or the limit is full.</exception>
    public void Append(RowRange rows)
    {
        var size = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            size += SpillRecord.SizeOf(in rows[i]);
        }
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            var length = 0;
            for (var i = 0; i < rows.Count; i++)
            {
                length += SpillRecord.Write(buffer.AsSpan(length), in rows[i]);
            }
            Append(buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Closes the current file, so that it can be read. Then all files, oldest first.</summary>
    public IReadOnlyList<string> Seal()
    {
        lock (_lock)
        {
            CloseCurrent();
            return Segments();
        }
    }

    /// <summary>Its rows are in PostGIS.</summary>
    public void Delete(string segment)
    {
        lock (_lock)
        {
            _closedBytes -= new FileInfo(segment).Length;
            File.Delete(segment);
        }
    }

    /// <summary>Keeps rows that PostGIS refuses for a person to look at.</summary>
    public void SetAside(RowRange rows)
    {
        var buffer = new byte[SpillRecord.HeadBytes + SpillRecord.BodyBytesMax];
        using var file = new FileStream(Path.Combine(_folder, "refused.records"), FileMode.Append);
        for (var i = 0; i < rows.Count; i++)
        {
            file.Write(buffer.AsSpan(0, SpillRecord.Write(buffer, in rows[i])));
        }
    }

    public void Dispose()
    {
        CloseCurrent();
        _held.Dispose();
    }

    private void Append(ReadOnlySpan<byte> records)
    {
        lock (_lock)
        {
            if (_closedBytes + (_current?.Length ?? 0) + records.Length > _bytesMax)
            {
                throw new SpillFullException(_bytesMax);
            }
            _current ??= new SpillSegment(Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{_next++:D12}{Extension}")));
            try
            {
                _current.Append(records);
            }
            catch
            {
                CloseCurrent();
                throw;
            }
            if (_current.Length >= _segmentBytesMax)
            {
                CloseCurrent();
            }
        }
    }

    private void CloseCurrent()
    {
        _closedBytes += _current?.Length ?? 0;
        _current?.Dispose();
        _current = null;
    }

    private List<string> Segments() => Segments(_folder);

    private static List<string> Segments(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal)];

    private static long Number(string segment) => long.Parse(Path.GetFileNameWithoutExtension(segment), CultureInfo.InvariantCulture);
}
