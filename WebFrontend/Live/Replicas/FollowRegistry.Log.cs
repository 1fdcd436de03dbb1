namespace GrupoGad.WebFrontend.Live.Replicas;

internal sealed partial class FollowRegistry
{
    [LoggerMessage(3111, LogLevel.Warning, "A followed efectivo or command could not be asked; tried again on its next turn")]
    private static partial void LogAskFailed(ILogger logger, Exception exception);

    [LoggerMessage(3125, LogLevel.Warning, "No followed efectivo or command can be asked while {Part} is away; tried again on its next turn")]
    private static partial void LogAway(ILogger logger, string part);
}
