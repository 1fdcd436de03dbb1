using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Fences;

namespace GrupoGad.Silo.MemoryStorage;

/// <summary>
/// Fence events and visits in memory: the last so many events, as long as the process lives. Keeps the rules of the journal, but for durability.
/// </summary>
internal sealed class MemoryFenceEvents(MemoryTracks tracks)
{
    /// <summary>The oldest make room.</summary>
    public const int EventsMax = 100_000;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, PendingFenceEvent> _events = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Efectivo, string Fence), VisitRow> _visits = [];
    private long _number;

    /// <returns>Those that were not known, numbered.</returns>
    public ImmutableArray<PendingFenceEvent> Add(FenceWrite write)
    {
        var written = ImmutableArray.CreateBuilder<PendingFenceEvent>();
        lock (_lock)
        {
            foreach (var visit in write.Visits)
            {
                Set(visit);
            }
            foreach (var one in write.Events.Where(one => _known.Add(one.Event.EventId)))
            {
                var numbered = one with { Event = one.Event with { Number = ++_number } };
                _events[_number] = numbered;
                written.Add(numbered);
            }
            while (_events.Count > EventsMax)
            {
                var (number, oldest) = _events.First();
                _events.Remove(number);
                _known.Remove(oldest.Event.EventId);
            }
        }
        return written.DrainToImmutable();
    }

    public void Settle(ImmutableArray<FenceEvent> events)
    {
        var done = events.Select(one => one.EventId).ToHashSet(StringComparer.Ordinal);
        lock (_lock)
        {
            foreach (var (number, one) in _events.Where(entry => entry.Value.Owed && done.Contains(entry.Value.Event.EventId)).ToArray())
            {
                _events[number] = one with { Owed = false };
            }
        }
    }

    /// <summary>By number.</summary>
    public PendingFenceEvent[] Events()
    {
        lock (_lock)
        {
            return [.. _events.Values];
        }
    }

    public VisitRow[] Visits()
    {
        lock (_lock)
        {
            return [.. _visits.Values];
        }
    }

    public ImmutableArray<Fix> Around(string efectivoId, DateTime from, DateTime to, int before)
    {
        var fixes = tracks.All(efectivoId).Select(report => report.Fix).ToArray();
        return
        [
            .. fixes.Where(fix => fix.DeviceTime < from).TakeLast(before), .. fixes.Where(fix => fix.DeviceTime >= from && fix.DeviceTime <= to),
            .. fixes.Where(fix => fix.DeviceTime > to).Take(1),
        ];
    }

    public LatelyReceived Received(string efectivoId, DateTime after, DateTime upTo, DateTime receivedSince)
    {
        var all = tracks.All(efectivoId);
        var late = all.Where(report => report.Fix.DeviceTime > after && report.Fix.DeviceTime <= upTo && report.ReceivedTime >= receivedSince)
            .Select(report => report.Fix).ToImmutableArray();
        var first = late.IsEmpty ? upTo : late[0].DeviceTime;
        return new LatelyReceived(all.Select(report => (Fix?)report.Fix).LastOrDefault(fix => fix!.Value.DeviceTime < first), late);
    }

    private void Set(VisitRow visit)
    {
        var key = (visit.EfectivoId, visit.FenceId);
        if (_visits.TryGetValue(key, out var known) && known.AsOf > visit.AsOf)
        {
            return;
        }
        if (visit.Visit is null)
        {
            _visits.Remove(key);
            return;
        }
        _visits[key] = visit;
    }
}
