using GrupoGad.Operations;
using Microsoft.Extensions.Logging;

namespace GrupoGad.Commands;

/// <remarks>Event ids 1400–1499.</remarks>
public sealed partial class CommandGrain
{
    [LoggerMessage(1400, LogLevel.Information, "Command {CommandId} issued ({Class} {Kind}) to {Recipients} efectivos; {Unknown} entries named nobody")]
    private partial void LogIssued(string commandId, CommandClass @class, CommandKind kind, int recipients, int unknown);

    [LoggerMessage(1401, LogLevel.Debug, "Command {CommandId} goes on with {Ladders} ladders, {Owing} of them without an answer")]
    private partial void LogResumed(string commandId, int ladders, int owing);

    [LoggerMessage(1402, LogLevel.Information, "Command {CommandId} was closed ({How}) by {Actor}")]
    private partial void LogClosed(string commandId, ClosedHow how, string actor);

    [LoggerMessage(1403, LogLevel.Warning, "Command {CommandId}: the ledger had other steps than this activation; it is read again")]
    private partial void LogOvertaken(string commandId);

    [LoggerMessage(1404, LogLevel.Information, "Command {CommandId} escalated for {Silent} efectivos; {Added} others were told")]
    private partial void LogEscalated(string commandId, int silent, int added);

    [LoggerMessage(1405, LogLevel.Information, "Command {CommandId} expired for {Count} efectivos")]
    private partial void LogExpired(string commandId, int count);

    [LoggerMessage(1406, LogLevel.Warning, "Command {CommandId}: shard {Shard} did not take the notice; it is offered directly")]
    private partial void LogNotPublished(string commandId, int shard, Exception exception);

    [LoggerMessage(1407, LogLevel.Warning, "Command {CommandId} could not be offered to all; the next round follows")]
    private partial void LogNotOffered(string commandId, Exception exception);

    [LoggerMessage(1408, LogLevel.Warning, "Command {CommandId} is not on its board")]
    private partial void LogNotShown(string commandId, Exception exception);

    [LoggerMessage(1409, LogLevel.Warning, "Command {CommandId}: what is due could not be done; tried again in a second")]
    private partial void LogTrouble(string commandId, Exception exception);

    [LoggerMessage(1410, LogLevel.Warning, "Command {CommandId}: its operation did not take {Step} ({Outcome})")]
    private partial void LogNotTaken(string commandId, AssignmentStep step, OperationOutcome outcome);

    [LoggerMessage(1411, LogLevel.Warning, "Command {CommandId}: its issuer was not told that somebody is unable ({Outcome})")]
    private partial void LogIssuerNotTold(string commandId, IssueOutcome outcome);
}
