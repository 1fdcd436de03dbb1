using GrupoGad.Commands;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Live.Sessions;
using GrupoGad.WebFrontend.Messages;

namespace GrupoGad.WebFrontend.Commands.Sessions;

/// <summary>The newest commands' frames, so that a broadcast is encoded once for all sessions of this gateway.</summary>
internal sealed class CommandFrames(CommandInstruments instruments)
{
    /// <summary>Frames remembered. A broadcast's offers come close together; one that was forgotten meanwhile is encoded again, no more.</summary>
    private const int FramesMax = 512;

    private readonly Dictionary<(string CommandId, string Variant), CommandFrame> _frames = [];
    private readonly Queue<(string, string)> _order = new();
    private readonly Lock _lock = new();

    /// <remarks>A recipient by escalation gets the same command with one more word.</remarks>
    public CommandFrame Of(CommandOffer offer) => Get((offer.CommandId, "o:" + offer.EscalatedFor), () => new CommandFrame(
        offer.CommandId, offer, new SharedFrame(new ServerFrame { Command = offer.ToWire() }, instruments.Encoded)));

    public CommandFrame Withdrawal(string commandId, string reason) =>
        Get((commandId, "w:" + reason), () => CommandFrame.Withdrawal(commandId, reason, instruments.Encoded));

    public CommandFrame Settled(CommandEnd end) => Get(
        (end.CommandId, $"s:{(int)end.Stands}:{end.Actor}:{end.Reason}"), () => CommandFrame.Settled(end, instruments.Encoded));

    private CommandFrame Get((string, string) key, Func<CommandFrame> make)
    {
        lock (_lock)
        {
            if (!_frames.TryGetValue(key, out var frame))
            {
                _frames.Add(key, frame = make());
                _order.Enqueue(key);
                if (_order.Count > FramesMax)
                {
                    _frames.Remove(_order.Dequeue());
                }
            }
            return frame;
        }
    }
}
