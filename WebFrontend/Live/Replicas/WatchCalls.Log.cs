namespace GrupoGad.WebFrontend.Live.Replicas;

internal sealed partial class WatchCalls
{
    [LoggerMessage(3110, LogLevel.Warning, "A cell or board could not be watched; tried again soon, screens keep what they have")]
    private static partial void LogCallFailed(ILogger logger, Exception exception);

    [LoggerMessage(3124, LogLevel.Warning, "No cell or board can be watched while {Part} is away; tried again soon, screens keep what they have")]
    private static partial void LogAway(ILogger logger, string part);
}
