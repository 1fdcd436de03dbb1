namespace GrupoGad.WebFrontend.Live.Pump;

internal sealed partial class LivePump
{
    [LoggerMessage(3101, LogLevel.Error, "A tick of the live pump failed; the next one goes on")]
    private static partial void LogTickFailed(ILogger logger, Exception exception);
}
