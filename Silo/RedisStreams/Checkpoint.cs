using StackExchange.Redis;

namespace GrupoGad.Silo.RedisStreams;

/// <summary>
/// Up to which entry a queue was delivered, saved in Redis beside the queue. The next owner of the queue begins behind it, so it may be too low (more
/// is delivered again) but never too high.
/// </summary>
internal sealed class Checkpoint(IDatabase redis, QueueKeys keys, TimeSpan every, TimeProvider clock)
{
    /// <summary>
    /// Forward only, since the former owner of a queue may still save when the next one has gone on; and not beyond the last entry, since an
    /// owner may still speak of entries that an emptied Redis no longer has. A saved one beyond the end is such a leftover and yields.
    /// </summary>
    private const string Save = """
        local function parts(id)
            local ms, n = string.match(id, '^(%d+)-(%d+)$')
            return tonumber(ms), tonumber(n)
        end
        local function after(a, b)
            local ams, an = parts(a)
            local bms, bn = parts(b)
            return ams > bms or (ams == bms and an > bn)
        end
        local tail = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
        if #tail == 0 or after(ARGV[1], tail[1][1]) then return 0 end
        local saved = redis.call('GET', KEYS[2])
        if saved and not after(ARGV[1], saved) and not after(saved, tail[1][1]) then return 0 end
        redis.call('SET', KEYS[2], ARGV[1])
        return 1
        """;

    private EntryId? _unsaved;
    private long _savedAt = clock.GetTimestamp();

    /// <summary>Zero when none was saved. All entries of the queue are still to be delivered then.</summary>
    public async Task<EntryId> Load(CancellationToken cancellation)
    {
        string? saved = await redis.StringGetAsync(keys.Checkpoint).WaitAsync(cancellation);
        return saved is null ? EntryId.Zero : EntryId.Parse(saved);
    }

    /// <summary>Everything up to here has reached its grains.</summary>
    public void Reached(EntryId entry) => _unsaved = entry;

    public Task SaveIfDue(CancellationToken cancellation) =>
        clock.GetElapsedTime(_savedAt) >= every ? SaveNow(cancellation) : Task.CompletedTask;

    public async Task SaveNow(CancellationToken cancellation)
    {
        if (_unsaved is not { } reached)
        {
            return;
        }
        // Set also for a save that fails, so that an absent Redis is not called at every look.
        _savedAt = clock.GetTimestamp();
        // The script is sent whole, because a restarted server knows no script by its hash.
        await redis.ScriptEvaluateAsync(Save, [keys.Stream, keys.Checkpoint], [reached.ToString()], CommandFlags.NoScriptCache).WaitAsync(cancellation);
        if (_unsaved == reached)
        {
            _unsaved = null;
        }
    }
}
