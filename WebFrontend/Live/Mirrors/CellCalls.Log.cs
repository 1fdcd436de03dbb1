namespace GrupoGad.WebFrontend.Live.Mirrors;

internal sealed partial class CellCalls
{
    [LoggerMessage(3110, LogLevel.Warning, "A cell could not be watched; tried again soon, screens keep what they have")]
    private static partial void LogCallFailed(ILogger logger, Exception exception);
}
