using Microsoft.Extensions.Logging;

namespace GrupoGad.Efectivos;

/// <remarks>Event ids 1000–1099.</remarks>
public sealed partial class EfectivoGrain
{
    [LoggerMessage(1000, LogLevel.Information, "Efectivo {EfectivoId} registered (created: {Created})")]
    private static partial void LogRegistered(ILogger logger, string efectivoId, bool created);

    [LoggerMessage(1001, LogLevel.Information, "Efectivo {EfectivoId} went from {From} to {To}, asked by {Actor}")]
    private static partial void LogAvailabilityChanged(ILogger logger, string efectivoId, Availability from, Availability to, string actor);

    [LoggerMessage(1002, LogLevel.Warning, "State of efectivo {EfectivoId} could not be stored; the activation starts anew from what is stored")]
    private static partial void LogNotStored(ILogger logger, string efectivoId, Exception exception);
}
