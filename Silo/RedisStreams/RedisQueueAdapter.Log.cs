namespace GrupoGad.Silo.RedisStreams;

internal sealed partial class RedisQueueAdapter
{
    [LoggerMessage(2120, LogLevel.Warning, "Redis takes no entries (queue {Queue}); publishers are told, and this is said once")]
    private partial void LogAppendFailed(QueueName queue, Exception reason);

    [LoggerMessage(2121, LogLevel.Information, "Redis takes entries again")]
    private partial void LogAppendBack();
}
