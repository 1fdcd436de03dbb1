namespace GrupoGad.Silo.RedisStreams;

internal sealed partial class RedisQueueReceiver
{
    [LoggerMessage(2100, LogLevel.Information, "Queue {Queue} is read from {Position} on")]
    private partial void LogBegin(QueueName queue, EntryId position);

    [LoggerMessage(2101, LogLevel.Warning, "Queue {Queue} cannot be read; it is tried again and again, and this is said once")]
    private partial void LogAway(QueueName queue, Exception reason);

    [LoggerMessage(2102, LogLevel.Information, "Queue {Queue} is read again, {Seconds:F1} s after the trouble began")]
    private partial void LogBack(QueueName queue, double seconds);

    [LoggerMessage(2103, LogLevel.Warning, "Queue {Queue} lost entries with its Redis: {Position} was read, its last is {Last}; reading goes on behind the checkpoint")]
    private partial void LogRestarted(QueueName queue, EntryId position, EntryId last);

    [LoggerMessage(2104, LogLevel.Error, "Entry {Entry} of queue {Queue} cannot be understood and is passed over; is an older version running?")]
    private partial void LogUnreadable(QueueName queue, EntryId entry, Exception reason);

    [LoggerMessage(2105, LogLevel.Warning, "Queue {Queue} hears nothing of appends (may this user of Redis subscribe?); it looks by itself")]
    private partial void LogDeaf(QueueName queue, Exception reason);

    [LoggerMessage(2106, LogLevel.Warning, "Queue {Queue} is so far behind that it was cut before it was read: entries after {Position} may be lost, it begins at {First}")]
    private partial void LogTrimmed(QueueName queue, EntryId position, EntryId first);

    [LoggerMessage(2107, LogLevel.Warning, "The place reached in queue {Queue} could not be saved; a kill now would deliver more again")]
    private partial void LogNotSaved(QueueName queue, Exception reason);
}
