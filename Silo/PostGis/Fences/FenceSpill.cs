using System.Globalization;
using System.Text.Json;
using GrupoGad.Fences;
using GrupoGad.Silo.PostGis.GrainStorage;
using GrupoGad.Silo.PostGis.Journal;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Fences;

/// <summary>What was told at fences while PostGIS was away, a line of JSON each, on this machine's disk: it outlives the process, so that its next start can store it.</summary>
/// <remarks>
/// <c>&lt;spill directory&gt;/fences/&lt;slot&gt;.gadfences</c>; a slot belongs to one process (a lock beside it), and a starting one takes over those of processes that are
/// gone. Given to the operating system at once, not forced to the disk: the loss of power may cost the last seconds, the death of the process nothing.
/// </remarks>
internal sealed partial class FenceSpill : IDisposable
{
    private const int SlotsMax = 64;

    /// <summary>Lines that nobody could read, kept for a person to look at.</summary>
    private const string Unread = "unread";

    private readonly Lock _lock = new();
    private readonly ILogger _logger;
    private readonly string _folder;
    private readonly int _slot;
    private readonly FileStream _held;
    private FileStream? _file;
    private bool _broken;

    public FenceSpill(IOptions<JournalOptions> options, ILogger<FenceSpill> logger)
    {
        _logger = logger;
        _folder = Directory.CreateDirectory(Path.Combine(options.Value.SpillDirectory, "fences")).FullName;
        (_slot, _held) = Enumerable.Range(0, SlotsMax).Select(slot => (slot, Held: Hold(slot))).Where(one => one.Held is not null).Select(one => (one.slot, one.Held!))
            .FirstOrDefault();
        if (_held is null)
        {
            throw new InvalidOperationException($"All {SlotsMax} slots of the spill directory of fences are held by running silos.");
        }
    }

    /// <summary>What processes that are gone could not store, in its order. It stays on the disk until <see cref="Clear"/>.</summary>
    public IReadOnlyList<FenceWrite> Take()
    {
        for (var slot = 0; slot < SlotsMax && File.Exists(Name(slot, "lock")); slot++)
        {
            if (slot == _slot || !File.Exists(Name(slot)) || Hold(slot) is not { } held)
            {
                continue;
            }
            using (held)
            {
                // What was torn at the end must not take the first of these with it.
                File.AppendAllLines(Name(_slot), ["", .. File.ReadAllLines(Name(slot))]);
                File.Delete(Name(slot));
            }
        }
        var (writes, unread) = (new List<FenceWrite>(), new List<string>());
        foreach (var line in File.Exists(Name(_slot)) ? File.ReadAllLines(Name(_slot)).Where(line => line.Length > 0) : [])
        {
            try
            {
                writes.Add(StateJson.Deserialize<FenceWrite>(System.Text.Encoding.UTF8.GetBytes(line)));
            }
            catch (JsonException exception)
            {
                // The process died while it wrote it; or another version wrote it.
                LogUnread(exception, Name(_slot, Unread));
                unread.Add(line);
            }
        }
        if (unread.Count > 0)
        {
            File.AppendAllLines(Name(_slot, Unread), unread);
        }
        if (writes.Count > 0)
        {
            LogTaken(writes.Count);
        }
        return writes;
    }

    /// <summary>A disk that does not take it is said once; the journal goes on in memory.</summary>
    public void Keep(FenceWrite write)
    {
        lock (_lock)
        {
            try
            {
                _file ??= Open();
                _file.Write([.. StateJson.Serialize(write), (byte)'\n']);
                _file.Flush();
                _broken = false;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                if (!_broken)
                {
                    LogNotKept(exception);
                }
                _broken = true;
            }
        }
    }

    /// <summary>All of it is stored.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _file?.Dispose();
            _file = null;
            try
            {
                File.Delete(Name(_slot));
            }
            catch (IOException exception)
            {
                // Stored once more at the next start, and then known.
                LogNotKept(exception);
            }
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _held.Dispose();
    }

    /// <summary>Begins a line: the one before may be torn.</summary>
    private FileStream Open()
    {
        var file = new FileStream(Name(_slot), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        file.WriteByte((byte)'\n');
        return file;
    }

    private string Name(int slot, string extension = "gadfences") => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{slot}.{extension}"));

    /// <summary>Null when a running process has it.</summary>
    private FileStream? Hold(int slot)
    {
        try
        {
            return new FileStream(Name(slot, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    [LoggerMessage(2304, LogLevel.Warning, "{Count} judgements at fences that a former process could not store are stored now")]
    private partial void LogTaken(int count);

    [LoggerMessage(2305, LogLevel.Warning, "A line of spilled fence events cannot be read, torn by a crash perhaps; it is kept in {File}")]
    private partial void LogUnread(Exception exception, string file);

    [LoggerMessage(2306, LogLevel.Error, "Fence events cannot be kept on the disk while PostGIS is away; they are in memory alone")]
    private partial void LogNotKept(Exception exception);
}
