namespace GrupoGad;

/// <summary>Names and numbers of the streams. Part of the data format: what lies in the queues was filed under them. Add, never change.</summary>
/// <remarks>
/// Streams are few and live for ever, because a queue pauses while a stream seen for the first time registers: one per shard, never one per
/// efectivo. Key of shard <c>n</c>: its number as text, <c>"0"</c> to <c>"15"</c>.
/// </remarks>
public static class StreamNames
{
    /// <summary>The stream provider: Redis Streams in a durable installation, memory in one that keeps nothing.</summary>
    public const string Commands = "gad-commands";

    /// <summary>Namespace of the streams that tell which efectivos have something new in their inbox.</summary>
    public const string CommandNotices = "command-notices";

    /// <summary>Streams in that namespace: enough that silos share them, few enough to stay warm.</summary>
    public const int Shards = 16;
}
