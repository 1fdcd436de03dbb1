namespace GrupoGad.WebFrontend.Live.Broadcast;

internal sealed partial class LiveBroadcaster
{
    [LoggerMessage(3101, LogLevel.Error, "A part of a tick of the live pump failed; the others go on, and it is tried again")]
    private static partial void LogTickFailed(ILogger logger, Exception exception);
}
