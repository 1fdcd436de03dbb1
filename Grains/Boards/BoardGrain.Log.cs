using Microsoft.Extensions.Logging;

namespace GrupoGad.Boards;

/// <remarks>Event ids 1600–1699.</remarks>
public sealed partial class BoardGrain
{
    [LoggerMessage(1600, LogLevel.Warning, "Board {Shard} has {Max} watchers already; one more gateway was refused")]
    private static partial void LogTooManyWatchers(ILogger logger, long shard, int max);

    [LoggerMessage(1601, LogLevel.Warning, "Board {Shard} is full with {Max} items: the oldest ({Rank}) make room")]
    private static partial void LogFull(ILogger logger, long shard, int max, BoardRank rank);
}
