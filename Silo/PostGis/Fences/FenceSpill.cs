using System.Globalization;
using System.Text.Json;
using GrupoGad.Fences;
using GrupoGad.Silo.PostGis.GrainStorage;
using GrupoGad.Silo.PostGis.Journal;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Fences;

/// <summary>
/// Judgements at fences while PostGIS is away, a line of JSON each, on the disk of this machine. They outlive the process; its next start stores them.
/// </summary>
/// <remarks>
/// <c>&lt;spill directory&gt;/fences/&lt;slot&gt;.gadfences</c>. A lock beside it gives a slot to one process; a starting process takes over the slots of
/// processes that are gone. Lines go to the operating system at once without fsync: a power loss may cost the last seconds, the death of the process costs
/// nothing.
/// </remarks>
internal sealed partial class FenceSpill : IDisposable
{
    private const int SlotsMax = 64;

    /// <summary>Extension of the file that keeps unreadable lines for inspection by a person.</summary>
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

    /// <summary>Reads the judgements that former processes could not store, in their order. They stay on the disk until <see cref="Clear"/>.</summary>
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
                // The empty line keeps a torn last line apart from the first of these.
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
                // The process died while writing the line, or another version wrote it.
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

    /// <summary>Writes a judgement to the disk. Logs a failing disk once; the journal then goes on in memory.</summary>
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

    /// <summary>Deletes the file, because all of it is stored.</summary>
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
                // The next start stores them again and finds them known.
                LogNotKept(exception);
            }
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _held.Dispose();
    }

    /// <summary>Opens the file and begins a line, because the one before may be torn.</summary>
    private FileStream Open()
    {
        var file = new FileStream(Name(_slot), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        file.WriteByte((byte)'\n');
        return file;
    }

    private string Name(int slot, string extension = "gadfences") => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{slot}.{extension}"));

    /// <summary>Locks a slot; null when a running process holds it.</summary>
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
