using Microsoft.Extensions.Logging;

namespace GrupoGad.Alarms;

/// <remarks>Event ids 1500–1549.</remarks>
public sealed partial class AlarmGrain
{
    [LoggerMessage(1500, LogLevel.Warning, "Alarm {AlarmId} ({Kind}) of efectivo {EfectivoId} raised by {Actor}")]
    private static partial void LogRaised(ILogger logger, string alarmId, AlarmKind kind, string efectivoId, string actor);

    [LoggerMessage(1501, LogLevel.Information, "Alarm {AlarmId} of efectivo {EfectivoId} is {Status} by {Actor}")]
    private static partial void LogChanged(ILogger logger, string alarmId, string efectivoId, AlarmStatus status, string actor);

    [LoggerMessage(1502, LogLevel.Warning, "The alarm of efectivo {EfectivoId} could not be stored; what is known of it is told all the same")]
    private static partial void LogNotStored(ILogger logger, string efectivoId, Exception exception);

    [LoggerMessage(1503, LogLevel.Warning, "The alarm of efectivo {EfectivoId} did not reach its board; it is told again in {Seconds:F1} s")]
    private static partial void LogNotShown(ILogger logger, string efectivoId, double seconds, Exception exception);

    [LoggerMessage(1504, LogLevel.Warning, "Alarm {AlarmId} of efectivo {EfectivoId} was pressed again, the {Times}. time: it rings anew")]
    private static partial void LogPressedAgain(ILogger logger, string alarmId, string efectivoId, int times);

    [LoggerMessage(1505, LogLevel.Information, "Operation {OperationId} is to help in alarm {AlarmId} of efectivo {EfectivoId}, on the word of {Actor}")]
    private static partial void LogHelped(ILogger logger, string alarmId, string efectivoId, string operationId, string actor);

    [LoggerMessage(1506, LogLevel.Warning, "Operation {OperationId} does not say who is on the way to efectivo {EfectivoId}; it is asked again")]
    private static partial void LogHelpUnknown(ILogger logger, string efectivoId, string operationId, Exception exception);
}
