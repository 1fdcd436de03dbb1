namespace GrupoGad.WebFrontend.Live.Mirrors;

internal sealed partial class WatchCalls
{
    [LoggerMessage(3110, LogLevel.Warning, "A cell or board could not be watched; tried again soon, screens keep what they have")]
    private static partial void LogCallFailed(ILogger logger, Exception exception);
}
