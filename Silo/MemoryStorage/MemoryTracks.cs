using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using GrupoGad.Efectivos;
using GrupoGad.Tracks;

namespace GrupoGad.Silo.MemoryStorage;

/// <summary>Positions in memory: the last few of each efectivo, as long as the process lives. Keeps the rules of the journal, but for durability.</summary>
internal sealed class MemoryTracks : ITrackJournal, ILastPositions, ITrackHistory, IRoster
{
    /// <summary>Fixes of one efectivo; the oldest make room.</summary>
    public const int FixesMax = 1_000;

    private readonly ConcurrentDictionary<string, SortedList<DateTime, PositionReport>> _tracks = new();

    public bool Degraded => false;

    public ValueTask<JournalOutcome> Append(PositionReport report)
    {
        var track = _tracks.GetOrAdd(report.EfectivoId, static _ => []);
        lock (track)
        {
            if (track.TryGetValue(report.Fix.DeviceTime, out var known))
            {
                return new(known.ReportId == report.ReportId ? JournalOutcome.AlreadyWritten : JournalOutcome.Conflict);
            }
            track.Add(report.Fix.DeviceTime, report);
            if (track.Count > FixesMax)
            {
                track.RemoveAt(0);
            }
            return new(JournalOutcome.Written);
        }
    }

    public ValueTask<PositionReport?> Read(string efectivoId, CancellationToken cancellation) =>
        new(Locked(efectivoId, static track => track.Count == 0 ? (PositionReport?)null : track.GetValueAtIndex(track.Count - 1)));

    public ValueTask<TrackPage> Read(TrackQuery query, CancellationToken cancellation)
    {
        var fixes = Locked(query.EfectivoId, track => track.Values.Select(report => report.Fix)
            .Where(fix => fix.DeviceTime >= query.From && fix.DeviceTime < query.To).Take(query.Limit + 1).ToArray()) ?? [];
        return new(new TrackPage
        {
            Fixes = [.. fixes.Take(query.Limit)],
            NextFrom = fixes.Length > query.Limit ? fixes[^1].DeviceTime : null,
        });
    }

    public async IAsyncEnumerable<string> Located([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var efectivo in _tracks.Keys)
        {
            yield return efectivo;
        }
        await Task.CompletedTask;
    }

    // What is read here is what is stored: nothing to drop.
    public void Settled(string efectivoId)
    {
    }

    /// <summary>By device time.</summary>
    public PositionReport[] All(string efectivoId) => Locked(efectivoId, static track => track.Values.ToArray()) ?? [];

    private T? Locked<T>(string efectivoId, Func<SortedList<DateTime, PositionReport>, T> read)
    {
        if (!_tracks.TryGetValue(efectivoId, out var track))
        {
            return default;
        }
        lock (track)
        {
            return read(track);
        }
    }
}
