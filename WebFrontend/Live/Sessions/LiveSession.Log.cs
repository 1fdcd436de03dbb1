namespace GrupoGad.WebFrontend.Live.Sessions;

internal sealed partial class LiveSession
{
    [LoggerMessage(3120, LogLevel.Debug, "Session {Session} ended with {Code}")]
    private static partial void LogEnded(ILogger logger, string session, int code);

    [LoggerMessage(3121, LogLevel.Error, "A session failed; it is closed, others go on")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    [LoggerMessage(3122, LogLevel.Warning, "A batch could not be handed in; its sender is told to send it again")]
    private static partial void LogBatchFailed(ILogger logger, Exception exception);

    [LoggerMessage(3202, LogLevel.Warning, "What an efectivo said could not be carried on; its client is told to send it again")]
    private static partial void LogCallFailed(ILogger logger, Exception exception);
}
