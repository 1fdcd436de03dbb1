namespace GrupoGad.WebFrontend.Commands.Sessions;

internal sealed partial class SessionAttachment
{
    [LoggerMessage(3200, LogLevel.Debug, "An attachment could not be renewed ({Failure}); tried again soon")]
    private static partial void LogRenewalFailed(ILogger logger, string failure);

    [LoggerMessage(3201, LogLevel.Debug, "An inbox could not be told of a session's end ({Failure}); it finds out by itself")]
    private static partial void LogDetachFailed(ILogger logger, string failure);
}
