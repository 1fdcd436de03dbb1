using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Commands.Sessions;

/// <summary>Services shared by the sessions of efectivos.</summary>
internal sealed class CommandParts(
    IOptions<CommandSessionOptions> options, SessionAttachment attaching, EfectivoMessages desk, CommandInstruments instruments)
{
    public CommandSessionOptions Options { get; } = options.Value;

    public SessionAttachment Attaching => attaching;

    public EfectivoMessages Desk => desk;

    public CommandInstruments Instruments => instruments;
}
