using Microsoft.Extensions.Logging;

namespace GrupoGad.Alarms;

/// <remarks>Event ids 1550–1599.</remarks>
public sealed partial class WelfareGrain
{
    [LoggerMessage(1550, LogLevel.Information, "Efectivo {EfectivoId} is to check in every {Every}, asked by {Actor}")]
    private static partial void LogSet(ILogger logger, string efectivoId, TimeSpan every, string actor);

    [LoggerMessage(1551, LogLevel.Warning, "Efectivo {EfectivoId} missed a check-in: {Missed} in a row")]
    private static partial void LogMissed(ILogger logger, string efectivoId, int missed);

    [LoggerMessage(1552, LogLevel.Warning, "The check-in clock of efectivo {EfectivoId} could not be stored; it goes on as it was")]
    private static partial void LogNotStored(ILogger logger, string efectivoId, Exception exception);

    [LoggerMessage(1553, LogLevel.Warning, "The check-in clock of efectivo {EfectivoId} could not be looked at; it tries again in {Seconds} s")]
    private static partial void LogLookFailed(ILogger logger, string efectivoId, double seconds, Exception exception);
}
