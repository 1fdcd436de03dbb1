using GrupoGad.Commands;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Live.Frames;
using CommandClass = GrupoGad.Commands.CommandClass;

namespace GrupoGad.WebFrontend.Live.Sessions;

/// <summary>A command or a withdrawal on its way to sessions; the same object for all of this gateway.</summary>
/// <param name="offer">Null: a withdrawal.</param>
internal sealed class CommandFrame(string commandId, CommandOffer? offer, SharedFrame shared)
{
    public string CommandId { get; } = commandId;

    /// <summary>Null: a withdrawal.</summary>
    public CommandOffer? Offer { get; } = offer;

    public SharedFrame Shared { get; } = shared;

    public bool Withdraws => Offer is null;

    /// <remarks>A withdrawal is short, and who is on the way for nothing should know at once.</remarks>
    public OutLane Lane => Offer?.Class switch
    {
        CommandClass.Operational => OutLane.Operational,
        CommandClass.Routine => OutLane.Routine,
        _ => OutLane.Critical,
    };

    public static CommandFrame Withdrawal(string commandId, string reason, Action? encoded = null) => new(
        commandId, null, new SharedFrame(new ServerFrame { CommandWithdrawn = new CommandWithdrawn { CommandId = commandId, Reason = reason } }, encoded));
}

/// <summary>A frame as one session was sent it.</summary>
internal readonly record struct NumberedFrame(ulong Sequence, CommandFrame Frame);
