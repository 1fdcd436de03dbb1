using Microsoft.Extensions.Logging;

namespace GrupoGad.Fences;

/// <remarks>Event ids 1700–1749; the map's are the first of them.</remarks>
public sealed partial class FenceGrain
{
    [LoggerMessage(1710, LogLevel.Information, "Fence {FenceId} is version {Version} now (there: {There}), asked by {Actor}")]
    private static partial void LogChanged(ILogger logger, string fenceId, long version, bool there, string actor);

    [LoggerMessage(1711, LogLevel.Warning, "State of fence {FenceId} could not be stored")]
    private static partial void LogNotStored(ILogger logger, string fenceId, Exception exception);

    [LoggerMessage(1712, LogLevel.Warning, "Fence {FenceId} could not do what it owes; next try in {PauseS} s")]
    private static partial void LogOwing(ILogger logger, string fenceId, double pauseS, Exception exception);

    [LoggerMessage(1713, LogLevel.Warning, "The command that event {EventId} sends was refused: {Outcome}, {Rule}")]
    private static partial void LogRefused(ILogger logger, string eventId, string outcome, string rule);

    [LoggerMessage(1714, LogLevel.Debug, "{Count} around fence {FenceId} look again")]
    private static partial void LogLookAgain(ILogger logger, int count, string fenceId);

    [LoggerMessage(1715, LogLevel.Warning, "Operation {OperationId} does not know that fence {FenceId} told of; the line is left out")]
    private static partial void LogNoOperation(ILogger logger, string operationId, string fenceId);
}
