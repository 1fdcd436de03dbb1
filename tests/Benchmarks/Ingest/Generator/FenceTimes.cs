using System.Collections.Concurrent;
using System.Diagnostics;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Protocol.V1;
using Npgsql;

namespace GrupoGad.Benchmarks.Ingest.Generator;

/// <summary>
/// From when a report was due until the event it made at a fence can be read in PostGIS by somebody else, and until it is in a frame of the viewer's
/// screen. The first is up to <see cref="LookMs"/> too long.
/// </summary>
public sealed class FenceTimes(IReadOnlyDictionary<string, Device> devices, string database)
{
    private const int LookMs = 3;
    private static readonly TimeSpan _lastWithin = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<long, bool> _onScreen = new();
    private readonly ConcurrentDictionary<long, bool> _stored = new();
    private readonly NpgsqlConnection _connection = new(RealParts.Address(database));
    private long _last;
    private long _looks;

    public LatencyMeter Durable { get; } = new();

    public LatencyMeter Shown { get; } = new();

    /// <summary>Events stored since <see cref="Begin"/>.</summary>
    public int Stored => _stored.Count;

    /// <summary>Of those stored, not on the screen; waited for a while.</summary>
    public async Task<int> NotShown()
    {
        // What was acknowledged is durable: a look that begins now finds it.
        var (looks, deadline) = (Interlocked.Read(ref _looks), DateTime.UtcNow + _lastWithin);
        while (DateTime.UtcNow < deadline && (Interlocked.Read(ref _looks) < looks + 2 || Missing() > 0))
        {
            await Task.Delay(LookMs);
        }
        return Missing();

        int Missing() => _stored.Keys.Count(number => !_onScreen.ContainsKey(number));
    }

    public void Take(BoardFrame frame, long now)
    {
        foreach (var told in frame.FenceEvents)
        {
            if (_onScreen.TryAdd(told.Number, true) && !frame.Snapshot)
            {
                Time(Shown, told.EfectivoId, told.At.ToDateTime(), now);
            }
        }
    }

    /// <summary>Events from here on count.</summary>
    public async Task Begin()
    {
        await _connection.OpenAsync();
        await using var newest = new NpgsqlCommand("SELECT coalesce(max(number), 0) FROM fence_events", _connection);
        _last = (long)(await newest.ExecuteScalarAsync())!;
    }

    /// <summary>Looks every few milliseconds until it is stopped. Numbers become visible in their order, so none is passed over.</summary>
    public async Task Look(CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("SELECT number, efectivo_id, at FROM fence_events WHERE number > $1 ORDER BY number", _connection);
        var after = new NpgsqlParameter<long>();
        command.Parameters.Add(after);
        await command.PrepareAsync(stop);
        while (!stop.IsCancellationRequested)
        {
            after.TypedValue = _last;
            await using (var reader = await command.ExecuteReaderAsync(CancellationToken.None))
            {
                while (await reader.ReadAsync(CancellationToken.None))
                {
                    _last = reader.GetInt64(0);
                    _stored[_last] = true;
                    Time(Durable, reader.GetString(1), reader.GetDateTime(2), Stopwatch.GetTimestamp());
                }
            }
            Interlocked.Increment(ref _looks);
            await Task.Delay(LookMs, CancellationToken.None);
        }
        await _connection.DisposeAsync();
    }

    private void Time(LatencyMeter meter, string efectivo, DateTime at, long now)
    {
        if (devices[efectivo].Due(at) is { } due)
        {
            meter.Record(now - due);
        }
    }
}
