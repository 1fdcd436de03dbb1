using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Commands.Door;

/// <summary>What sessions of efectivos share.</summary>
internal sealed class CommandParts(
    IOptions<CommandDoorOptions> options, AttachDesk attaching, EfectivoDesk desk, CommandInstruments instruments)
{
    public CommandDoorOptions Options { get; } = options.Value;

    public AttachDesk Attaching => attaching;

    public EfectivoDesk Desk => desk;

    public CommandInstruments Instruments => instruments;
}
