using System.Collections.Concurrent;
using GrupoGad.Efectivos;
using GrupoGad.Silo.PostGis.Caching;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.ReadModels;

/// <summary>What the last bulk read found, for a while: grains that come to life soon after it need no reads of their own.</summary>
/// <remarks>
/// Each entry serves once. A stale document does no harm, its version is checked at the next write; a stale position would set an
/// efectivo back on the map, so positions grow old much sooner. Of the first reading, at this silo's start, they serve as they are: a hundred thousand come
/// to life by it. Later readings follow a silo's death, while the others' efectivos go on.
/// </remarks>
internal sealed class YoungRoster(IOptions<RosterOptions> options, IOptions<TtlOptions> ttl, TimeProvider clock)
{
    private volatile Reading _reading = new(0, 0);
    private long _served;
    private volatile int _begun;

    public readonly record struct StoredState(byte[] Document, int Version);

    /// <summary>Reads that the roster has answered instead of the database.</summary>
    public long Served => Interlocked.Read(ref _served);

    /// <summary>Starts a new bulk read; what is left of the one before is dropped.</summary>
    public Reading Begin()
    {
        _begun++;
        return _reading = new Reading(clock.GetTimestamp(), options.Value.EfectivosExpected);
    }

    public StoredState? TakeState(string efectivoId) =>
        _reading is var reading && IsYounger(reading, ttl.Value.ProfilesS) && reading.States.TryRemove(efectivoId, out var state)
            ? Serve(state)
            : null;

    /// <param name="mayLag">It was read while efectivos of this cluster were alive and moved on: the history may know a newer one.</param>
    public PositionReport? TakePosition(string efectivoId, out bool mayLag)
    {
        mayLag = _begun > 1;
        return _reading is var reading && IsYounger(reading, ttl.Value.ProximityS) && reading.Positions.TryRemove(efectivoId, out var position)
            ? Serve(position)
            : null;
    }

    /// <summary>Not served: its grain lives already, and moves on.</summary>
    public void DropPosition(string efectivoId) => _reading.Positions.TryRemove(efectivoId, out _);

    private bool IsYounger(Reading reading, int seconds)
    {
        if (reading.States.IsEmpty && reading.Positions.IsEmpty)
        {
            return false;
        }
        var age = clock.GetElapsedTime(reading.Since);
        if (age.TotalSeconds > ttl.Value.ProfilesS)
        {
            _reading = new Reading(0, 0);
        }
        return age.TotalSeconds <= seconds;
    }

    private T Serve<T>(T value)
    {
        Interlocked.Increment(ref _served);
        return value;
    }

    public sealed class Reading(long since, int expected)
    {
        public long Since => since;

        public ConcurrentDictionary<string, StoredState> States { get; } = new(-1, expected);

        public ConcurrentDictionary<string, PositionReport> Positions { get; } = new(-1, expected);
    }
}
