using Microsoft.Extensions.Logging;

namespace GrupoGad.Cells;

/// <remarks>Event ids 1100–1199.</remarks>
public sealed partial class CellGrain
{
    [LoggerMessage(1100, LogLevel.Debug, "Cell {Cell} could not feed its coarser cell; it tries again soon")]
    private static partial void LogFeedFailed(ILogger logger, string cell, Exception exception);

    [LoggerMessage(1101, LogLevel.Warning, "Cell {Cell} has {Max} watchers already; one more gateway was refused")]
    private static partial void LogTooManyWatchers(ILogger logger, string cell, int max);

    [LoggerMessage(1102, LogLevel.Debug, "Efectivo {EfectivoId} did not answer whether it is still in its cell; it is asked again with the next sign of life")]
    private static partial void LogUnanswered(ILogger logger, string efectivoId, Exception exception);
}
