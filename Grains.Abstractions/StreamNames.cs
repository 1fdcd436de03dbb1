namespace GrupoGad;

/// <summary>Names and numbers of the streams. Part of the data format: a change needs an empty stream.</summary>
public static class StreamNames
{
    /// <summary>The provider that carries critical notices. Queues of its own, so that no routine broadcast stands in front of one.</summary>
    public const string CriticalCommands = "gad-critical";

    /// <summary>The provider of all other notices.</summary>
    public const string Commands = "gad-commands";

    /// <summary>Namespace of the shards' streams, in both providers; the key is the number of the shard.</summary>
    public const string CommandNotices = "command-notices";

    /// <summary>Streams a provider. Few and long-lived: a stream an efectivo would make every queue pause while a cold one registers.</summary>
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
