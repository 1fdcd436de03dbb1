using GrupoGad.Commands;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Messages;
using CommandClass = GrupoGad.Commands.CommandClass;

namespace GrupoGad.WebFrontend.Live.Sessions;

/// <summary>A command, a withdrawal or a word of the efectivo's own state on its way to sessions; the same object for all of this gateway.</summary>
/// <param name="offer">Null: no command.</param>
/// <param name="own">The part of the efectivo's own state that it carries; null: none.</param>
internal sealed class CommandFrame(string commandId, CommandOffer? offer, SharedFrame shared, OwnPart? own = null)
{
    /// <summary>In the place of the command's id where there is no command: no id of a command has a colon.</summary>
    private const string OwnPrefix = "own:";

    public string CommandId { get; } = commandId;

    /// <summary>Null: no command.</summary>
    public CommandOffer? Offer { get; } = offer;

    public SharedFrame Shared { get; } = shared;

    /// <summary>Of the efectivo's own state the newest counts: one that waits gives way to it.</summary>
    public bool IsOwn => own is not null;

    public bool Withdraws => Offer is null && !IsOwn;

    /// <remarks>A withdrawal is short, and who is on the way for nothing should know at once; who called for help too.</remarks>
    public OutLane Lane => Offer?.Class switch
    {
        CommandClass.Operational => OutLane.Operational,
        CommandClass.Routine => OutLane.Routine,
        _ => OutLane.Critical,
    };

    public static CommandFrame Own(OwnState state) => new(OwnPrefix + state.Part, null, new SharedFrame(state.ToWire()), state.Part);

    public static CommandFrame Withdrawal(string commandId, string reason, Action? encoded = null) =>
        Settled(new CommandEnd { CommandId = commandId, Reason = reason, Stands = GrupoGad.Commands.LadderStep.Withdrawn }, encoded);

    /// <summary>It need not be answered any more: taken back, or answered by somebody else.</summary>
    public static CommandFrame Settled(CommandEnd end, Action? encoded = null) => new(end.CommandId, null, new SharedFrame(
        new ServerFrame
        {
            CommandWithdrawn = new CommandWithdrawn
            {
                CommandId = end.CommandId, Reason = end.Reason, Stands = (GrupoGad.Protocol.V1.LadderStep)end.Stands, Actor = end.Actor,
            },
        },
        encoded));
}

/// <summary>A frame as one session was sent it.</summary>
internal readonly record struct NumberedFrame(ulong Sequence, CommandFrame Frame);
