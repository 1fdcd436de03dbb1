using Microsoft.Extensions.Logging;

namespace GrupoGad.Dispatch;

public sealed partial class DispatchGrain
{
    [LoggerMessage(1800, LogLevel.Warning, "Efectivo {Efectivo} did not answer; it is left out of a recommendation")]
    internal static partial void LogNoAnswer(ILogger logger, string efectivo, Exception exception);

    [LoggerMessage(1801, LogLevel.Warning, "Dispatch could not ask for {What}; it does not count in this answer")]
    internal static partial void LogUnchecked(ILogger logger, string what, Exception exception);

    [LoggerMessage(1802, LogLevel.Warning, "Recommendation {Recommendation} could not be stored; it was given all the same")]
    private static partial void LogNotStored(ILogger logger, string recommendation, Exception exception);

    [LoggerMessage(1803, LogLevel.Error, "The solver of joint assignments cannot run here")]
    private static partial void LogNoSolver(ILogger logger, Exception exception);

    [LoggerMessage(1804, LogLevel.Information, "Joint plan {Plan}: {Filled} given, {Missing} missing, {SavedS:0} s better than one after the other")]
    private static partial void LogSolved(ILogger logger, string plan, int filled, int missing, double savedS);

    [LoggerMessage(1805, LogLevel.Warning, "Joint plan {Plan} could not be applied to operation {Operation} now")]
    private static partial void LogNotApplied(ILogger logger, string plan, string operation, Exception exception);
}
