using System.Globalization;

namespace GrupoGad.Silo.PostGis.Spill;

internal sealed partial class SpillDirectory
{
    private const string LockFile = "lock";

    private static string Slot(string root, int slot) => Path.Combine(root, slot.ToString(CultureInfo.InvariantCulture));

    private static (string Folder, FileStream Held) Claim(string root)
    {
        for (var slot = 0; slot < SlotsMax; slot++)
        {
            var folder = Directory.CreateDirectory(Slot(root, slot)).FullName;
            if (Hold(folder) is { } held)
            {
                return (folder, held);
            }
        }
        throw new InvalidOperationException($"All {SlotsMax} slots of the spill directory are held by running silos.");
    }

    private void Adopt(string root)
    {
        for (var slot = 0; slot < SlotsMax && Slot(root, slot) is var folder && Directory.Exists(folder); slot++)
        {
            if (Path.GetFullPath(folder) == _folder)
            {
                continue;
            }
            using var held = Hold(folder);
            foreach (var segment in held is null ? [] : Segments(folder))
            {
                File.Move(segment, Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{_next++:D12}{Extension}")));
                LogAdopted(segment);
            }
        }
    }

    /// <summary>Null when a running process has it.</summary>
    private static FileStream? Hold(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            return null;
        }
    }

    [LoggerMessage(2030, LogLevel.Warning, "Took over spill file {Segment} of a silo that is gone")]
    private partial void LogAdopted(string segment);
}
