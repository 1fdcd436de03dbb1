namespace GrupoGad.WebFrontend.Live.Pump;

internal sealed partial class LivePump
{
    [LoggerMessage(3101, LogLevel.Error, "A part of a tick of the live pump failed; the others go on, and it is tried again")]
    private static partial void LogTickFailed(ILogger logger, Exception exception);
}
