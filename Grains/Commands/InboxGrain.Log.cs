using Microsoft.Extensions.Logging;

namespace GrupoGad.Commands;

public sealed partial class InboxGrain
{
    [LoggerMessage(1430, LogLevel.Debug, "Efectivo {EfectivoId} attached: {Pending} commands pending, {Superseded} sessions superseded")]
    private partial void LogAttached(string efectivoId, int pending, int superseded);

    [LoggerMessage(1431, LogLevel.Information, "A session of efectivo {EfectivoId} is gone: its gateway did not take a command")]
    private partial void LogSessionGone(string efectivoId, Exception exception);

    [LoggerMessage(1432, LogLevel.Warning, "What efectivo {EfectivoId} still owes could not be read; tried again in a second")]
    private partial void LogNotLoaded(string efectivoId, Exception exception);

    [LoggerMessage(1433, LogLevel.Debug, "The {Part} of efectivo {EfectivoId} could not be told to its client; tried again in a second")]
    private partial void LogOwnNotTold(string efectivoId, OwnPart part, Exception exception);
}
