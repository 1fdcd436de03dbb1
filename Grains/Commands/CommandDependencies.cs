using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GrupoGad.Commands;

/// <summary>Services that all commands and inboxes of a silo share.</summary>
public sealed class CommandDependencies(
    ICommandLedger ledger, IRecipientDirectory directory, ICommandedOperations operations, IOptions<CommandOptions> options,
    CommandInstruments instruments, TimeProvider clock, ILoggerFactory loggers)
{
    public ICommandLedger Ledger => ledger;

    public IRecipientDirectory Directory => directory;

    public ICommandedOperations Operations => operations;

    public CommandOptions Options => options.Value;

    public CommandInstruments Instruments => instruments;

    public TimeProvider Clock => clock;

    public ILoggerFactory Loggers => loggers;

    public DateTime Now => clock.GetUtcNow().UtcDateTime;
}
