using System.Text;
using Google.Protobuf;
using GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Live.Frames;

/// <summary>Reads a client's message. What cannot be read is answered with field, value and rule, never with an exception's text.</summary>
internal static class FrameReading
{
    /// <summary>Nesting of a message; ours have 4.</summary>
    public const int DepthMax = 16;

    private static readonly string BodyRule = $"one of {string.Join(", ", ClientFrame.Descriptor.Fields.InFieldNumberOrder().Select(field => field.JsonName))}";

    // Unknown binary fields are a newer client's and are dropped unread; unknown JSON fields are mostly misspelt ones and are refused.
    private static readonly MessageParser<ClientFrame> Binary = ClientFrame.Parser.WithDiscardUnknownFields(true);

    private static readonly JsonParser Json = new(new JsonParser.Settings(DepthMax));

    /// <summary>The frame, or what was wrong with it.</summary>
    public static (ClientFrame? Frame, FrameFault? Fault) Read(Subprotocol subprotocol, ReadOnlyMemory<byte> message)
    {
        var (frame, fault) = subprotocol == Subprotocol.Json ? ReadJson(message) : ReadBinary(message);
        return frame is { BodyCase: ClientFrame.BodyOneofCase.None }
            ? (null, new FrameFault(ErrorCodes.Malformed, "body", "", BodyRule))
            : (frame, fault);
    }

    private static (ClientFrame?, FrameFault?) ReadBinary(ReadOnlyMemory<byte> message)
    {
        try
        {
            return (Binary.ParseFrom(message.Span), null);
        }
        catch (InvalidProtocolBufferException)
        {
            return (null, new FrameFault(ErrorCodes.Malformed, "body", $"{message.Length} bytes", "one gad.v1.ClientFrame in the protobuf binary format"));
        }
    }

    private static (ClientFrame?, FrameFault?) ReadJson(ReadOnlyMemory<byte> message)
    {
        try
        {
            return (Json.Parse<ClientFrame>(Encoding.UTF8.GetString(message.Span)), null);
        }
        catch (Exception)
        {
            // The parser throws many kinds on hostile text (some of them IOExceptions); none may end the session.
            return (null, JsonFaults.Find(message, ClientFrame.Descriptor));
        }
    }
}
