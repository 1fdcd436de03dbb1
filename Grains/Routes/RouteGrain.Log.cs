using Microsoft.Extensions.Logging;

namespace GrupoGad.Routes;

public sealed partial class RouteGrain
{
    [LoggerMessage(1820, LogLevel.Warning, "Travel times could not be reckoned by the installation's provider; a route takes straight lines")]
    private static partial void LogStraight(ILogger logger, Exception exception);

    [LoggerMessage(1821, LogLevel.Warning, "The solver of routes is not here: one of many stops is the nearest next, mended")]
    private static partial void LogNoSolver(ILogger logger);
}
