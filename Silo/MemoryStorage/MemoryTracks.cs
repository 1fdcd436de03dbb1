using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using GrupoGad.Efectivos;
using GrupoGad.Storage;
using GrupoGad.Tracks;

namespace GrupoGad.Silo.MemoryStorage;

/// <summary>The newest positions of each efectivo. Older ones fall out, and with them the memory of what would be a duplicate.</summary>
internal sealed class MemoryTracks : ITrackJournal, ILastPositions, IRoster, ITrackHistory
{
    /// <summary>About 100 KB an efectivo at most.</summary>
    private const int FixesMax = 1_000;

    private readonly ConcurrentDictionary<string, SortedList<DateTime, PositionReport>> _tracks = new(StringComparer.Ordinal);

    public bool Degraded => false;

    public ValueTask<JournalOutcome> Append(PositionReport report)
    {
        var track = _tracks.GetOrAdd(report.EfectivoId, static _ => []);
        lock (track)
        {
            if (track.TryGetValue(report.Fix.DeviceTime, out var known))
            {
                return ValueTask.FromResult(known.ReportId == report.ReportId ? JournalOutcome.AlreadyWritten : JournalOutcome.Conflict);
            }
            track.Add(report.Fix.DeviceTime, report);
            if (track.Count > FixesMax)
            {
                track.RemoveAt(0);
            }
            return ValueTask.FromResult(JournalOutcome.Written);
        }
    }

    public ValueTask<PositionReport?> Read(string efectivoId, CancellationToken cancellation)
    {
        if (!_tracks.TryGetValue(efectivoId, out var track))
        {
            return ValueTask.FromResult<PositionReport?>(null);
        }
        lock (track)
        {
            return ValueTask.FromResult<PositionReport?>(track.Count == 0 ? null : track.GetValueAtIndex(track.Count - 1));
        }
    }

    public async IAsyncEnumerable<string> Located([EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        foreach (var id in _tracks.Keys)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return id;
        }
    }

    public ValueTask<TrackPage> Read(TrackQuery query, CancellationToken cancellation)
    {
        if (!_tracks.TryGetValue(query.EfectivoId, out var track))
        {
            return ValueTask.FromResult(new TrackPage { Fixes = [] });
        }
        lock (track)
        {
            var found = track.Values.Where(r => r.Fix.DeviceTime >= query.From && r.Fix.DeviceTime < query.To)
                .Select(r => r.Fix).Take(query.Limit + 1).ToImmutableArray();
            return ValueTask.FromResult(found.Length > query.Limit
                ? new TrackPage { Fixes = found[..query.Limit], NextFrom = found[query.Limit].DeviceTime }
                : new TrackPage { Fixes = found });
        }
    }
}
