using System.Collections.Concurrent;
using GrupoGad.Efectivos;
using GrupoGad.Silo.PostGis.Caching;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.ReadModels;

/// <summary>Rows of the last bulk read, kept for a short time, so that grains activated soon after it need no reads of their own.</summary>
/// <remarks>
/// Each entry serves once. A stale document does no harm because its version is checked at the next write. A stale position would set an
/// efectivo back on the map, so positions expire much sooner. Positions of the first reading, at the start of this silo, are served as they are, to a hundred
/// thousand grains. Later readings follow the death of a silo, while efectivos on other silos keep moving.
/// </remarks>
internal sealed class YoungRoster(IOptions<RosterOptions> options, IOptions<TtlOptions> ttl, TimeProvider clock)
{
    private volatile Reading _reading = new(0, 0);
    private long _served;
    private volatile int _begun;

    public readonly record struct StoredState(byte[] Document, int Version);

    /// <summary>Reads that the roster has answered instead of the database.</summary>
    public long Served => Interlocked.Read(ref _served);

    /// <summary>Starts a new bulk read and drops the rest of the one before.</summary>
    public Reading Begin()
    {
        _begun++;
        return _reading = new Reading(clock.GetTimestamp(), options.Value.EfectivosExpected);
    }

    public StoredState? TakeState(string efectivoId) =>
        _reading is var reading && IsYounger(reading, ttl.Value.ProfilesS) && reading.States.TryRemove(efectivoId, out var state)
            ? Serve(state)
            : null;

    /// <param name="mayLag">True when the position was read while efectivos of this cluster were moving: the history may have a newer one.</param>
    public PositionReport? TakePosition(string efectivoId, out bool mayLag)
    {
        mayLag = _begun > 1;
        return _reading is var reading && IsYounger(reading, ttl.Value.ProximityS) && reading.Positions.TryRemove(efectivoId, out var position)
            ? Serve(position)
            : null;
    }

    /// <summary>Drops a position that is no longer to be served, because its grain is active already and moves on.</summary>
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
