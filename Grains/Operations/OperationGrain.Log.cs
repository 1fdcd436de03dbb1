using Microsoft.Extensions.Logging;

namespace GrupoGad.Operations;

/// <remarks>Event ids 1300–1399.</remarks>
public sealed partial class OperationGrain
{
    [LoggerMessage(1300, LogLevel.Information, "Operation {OperationId}: {What} by {Actor}")]
    private static partial void LogHappened(ILogger logger, string operationId, string what, string actor);

    [LoggerMessage(1301, LogLevel.Warning, "State of operation {OperationId} could not be stored; the activation starts anew from what is stored")]
    private static partial void LogNotStored(ILogger logger, string operationId, Exception exception);

    [LoggerMessage(1302, LogLevel.Information, "Operation {OperationId} could not do all it owes; again in {PauseMs} ms")]
    private static partial void LogOwed(ILogger logger, string operationId, int pauseMs);

    [LoggerMessage(1303, LogLevel.Debug, "A call of operation {OperationId} for {EfectivoId} failed")]
    private static partial void LogCallFailed(ILogger logger, string operationId, string efectivoId, Exception exception);

    [LoggerMessage(1304, LogLevel.Debug, "The board did not take operation {OperationId}; the next change shows it")]
    private static partial void LogBoardAway(ILogger logger, string operationId, Exception exception);

    [LoggerMessage(1305, LogLevel.Error, "Operation {OperationId} has accepted {EfectivoId}, but its grain says that it does not hold it; the assignment is released")]
    private static partial void LogNotHeld(ILogger logger, string operationId, string efectivoId);

    [LoggerMessage(1306, LogLevel.Warning, "Command {CommandId} of operation {OperationId} was refused: {Outcome} {Rule}")]
    private static partial void LogRefused(ILogger logger, string commandId, string operationId, string outcome, string rule);

    [LoggerMessage(1307, LogLevel.Warning, "Owed work of operation {OperationId} failed; again in {PauseMs} ms")]
    private static partial void LogSettleFailed(ILogger logger, string operationId, int pauseMs, Exception exception);
}
