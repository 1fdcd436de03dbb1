using System.Globalization;
using System.Net.WebSockets;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Alarms;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Live.Frames;
using Refusal = GrupoGad.WebFrontend.Hosting.Refusal;

namespace GrupoGad.WebFrontend.Live.Sessions;

internal sealed partial class LiveSession
{
    /// <summary>Malformed frames that are forgotten again a second.</summary>
    private const double MalformedForgivenPerS = 0.1;

    private readonly TokenBucket _frameBucket;
    private readonly TokenBucket _malformedBucket;
    private int _flooded;

    private async Task Read()
    {
        using var reader = new MessageReader(_socket, _with.Options.MessageBytesMax, _with.Options.DrainBytesMax);
        try
        {
            while (await Next(reader) is { Kind: not ReceivedKind.Closed } received)
            {
                Volatile.Write(ref _heardAt, _with.Clock.GetTimestamp());
                // While it closes, what still comes is read only to find the client's own close.
                if (Closing is null && !_draining)
                {
                    Take(received);
                }
                else if (Closing is null)
                {
                    // The gateway stops and waits for batches: a call for help is taken all the same.
                    _ = TakeFlooding(received);
                }
            }
        }
        catch (Exception exception)
        {
            LogFailed(_with.Logger, exception);
            Close(CloseCodes.Internal, "");
        }
    }

    /// <returns>Null: the connection broke. A fault in taking a frame is not that, whatever is thrown.</returns>
    private async ValueTask<Received?> Next(MessageReader reader)
    {
        try
        {
            return await reader.Next();
        }
        catch (Exception exception) when (IsGone(exception))
        {
            return null;
        }
    }

    private void Take(Received received)
    {
        if (!_frameBucket.TryTake())
        {
            if (!DistressJson.MayCall(received.Bytes.Span) || !_panicBucket.TryTake() || !TakeFlooding(received))
            {
                Flood();
            }
            return;
        }
        if (Judge(received) is { } refusal)
        {
            if (!TakeDistress(received))
            {
                Refuse(refusal);
            }
            return;
        }
        var (frame, unreadable, sent) = FrameReading.Read(Subprotocol, received.Bytes);
        if (frame is not null)
        {
            Take(frame, sent);
        }
        else if (!TakeDistress(received))
        {
            Refuse(unreadable!);
        }
    }

    /// <summary>True when one frame too many is a panic.</summary>
    private bool TakeFlooding(in Received received)
    {
        if (Judge(received) is null && FrameReading.Read(Subprotocol, received.Bytes).Frame is { } frame)
        {
            if (frame.Panic is { } panic)
            {
                Take(panic);
            }
            return frame.Panic is not null;
        }
        return TakeDistress(received);
    }

    private Refusal? Judge(Received received)
    {
        var expected = Subprotocol == Subprotocol.Json ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
        if (received.Kind == ReceivedKind.Beyond)
        {
            Close(CloseCodes.TooLarge, "message too large");
        }
        return received switch
        {
            { Kind: ReceivedKind.TooLarge or ReceivedKind.Beyond } => new Refusal(
                "message", $"{received.Total} bytes", string.Create(CultureInfo.InvariantCulture, $"at most {_with.Options.MessageBytesMax} bytes"))
                .Limited(RefusalCodes.TooLarge, null, _with.Options.MessageBytesMax),
            { Type: var type } when type != expected => new Refusal(
                "message", type == WebSocketMessageType.Text ? "text" : "binary",
                $"{(expected == WebSocketMessageType.Text ? "text" : "binary")} messages on {Subprotocol.Name()}") { Code = RefusalCodes.WrongType },
            _ => null,
        };
    }

    private void Flood()
    {
        // Said once in a run of dropped frames: an answer to each would help the flood.
        if (_flooded++ % Math.Max(1, _with.Options.FloodMax / 4) == 0)
        {
            var rule = string.Create(CultureInfo.InvariantCulture, $"at most {_with.Options.FramesPerS} frames a second; this one was not taken");
            Say(new Refusal("message", null, rule).Limited(RefusalCodes.Flood, null, _with.Options.FramesPerS));
        }
        if (_flooded >= _with.Options.FloodMax)
        {
            Close(CloseCodes.Flood, "too many frames");
        }
    }

    /// <param name="batchId">The batch that is refused; 0: none.</param>
    private void Refuse(Refusal refusal, ulong batchId = 0)
    {
        Say(refusal, batchId);
        if (!_malformedBucket.TryTake())
        {
            Close(CloseCodes.Policy, "too many malformed frames");
        }
    }

    private void Say(Refusal refusal, ulong batchId = 0)
    {
        var error = ErrorFrames.Of(refusal, batchId);
        _with.Instruments.Error(error.Code);
        Answer(new ServerFrame { Error = error });
    }
}
