namespace GrupoGad;

/// <summary>Names and numbers of the streams. Part of the data format: what lies in the queues was filed under them. Add, never change.</summary>
/// <remarks>
/// Streams are few and live for ever, because a queue pauses while a stream seen for the first time registers: one per shard, never one per
/// efectivo. Key of shard <c>n</c>: its number as text, <c>"0"</c> to <c>"15"</c>.
/// </remarks>
public static class StreamNames
{
    /// <summary>The provider that carries critical notices. Queues of its own, so that no routine broadcast stands in front of one.</summary>
    public const string CriticalCommands = "gad-critical";

    /// <summary>The provider of all other notices.</summary>
    public const string Commands = "gad-commands";

    /// <summary>Namespace of the shards' streams, in both providers.</summary>
    public const string CommandNotices = "command-notices";

    /// <summary>Streams a provider: enough that silos share them, few enough to stay warm.</summary>
    public const int Shards = 16;

    /// <summary>The shard of an efectivo: FNV-1a of its code, the same in every process.</summary>
    public static int ShardOf(string efectivoId)
    {
        var hash = 2_166_136_261;
        foreach (var letter in efectivoId)
        {
            hash = (hash ^ letter) * 16_777_619;
        }
        return (int)(hash % Shards);
    }
}
