using Microsoft.Extensions.Logging;

namespace GrupoGad.Efectivos;

internal sealed partial class CellPresence
{
    [LoggerMessage(1010, LogLevel.Debug, "A cell did not take a presence; it is told again")]
    private static partial void LogCellAway(ILogger logger, Exception exception);
}
