using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Commands.Sessions;

/// <summary>What sessions of efectivos share.</summary>
internal sealed class CommandParts(
    IOptions<CommandDoorOptions> options, AttachHandler attaching, EfectivoHandler desk, CommandInstruments instruments)
{
    public CommandDoorOptions Options { get; } = options.Value;

    public AttachHandler Attaching => attaching;

    public EfectivoHandler Desk => desk;

    public CommandInstruments Instruments => instruments;
}
