namespace GrupoGad.WebFrontend.Live.Sessions;

internal sealed partial class SessionMonitor
{
    [LoggerMessage(3123, LogLevel.Error, "A round over the sessions failed; the next one goes on")]
    private static partial void LogLookFailed(ILogger logger, Exception exception);
}
