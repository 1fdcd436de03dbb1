using System.Text;
using System.Text.RegularExpressions;
using Google.Protobuf;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Ingest;
using Refusal = GrupoGad.WebFrontend.Hosting.Refusal;

namespace GrupoGad.WebFrontend.Live.Frames;

/// <summary>Reads a client's message. A message that cannot be read is answered with a refusal, never with an exception's text.</summary>
internal static partial class FrameReading
{
    /// <summary>Nesting of a message; ours have 4.</summary>
    public const int DepthMax = 16;

    private static readonly string BodyRule = $"one of {string.Join(", ", ClientFrame.Descriptor.Fields.InFieldNumberOrder().Select(field => field.JsonName))}";

    // Unknown binary fields are a newer client's and are dropped unread; unknown JSON fields are mostly misspelt ones and are refused.
    private static readonly MessageParser<ClientFrame> Binary = ClientFrame.Parser.WithDiscardUnknownFields(true);

    private static readonly JsonParser Json = new(new JsonParser.Settings(DepthMax));

    /// <summary>The frame, or what was wrong with it.</summary>
    public static ReadFrame Read(Subprotocol subprotocol, ReadOnlyMemory<byte> message)
    {
        var read = subprotocol == Subprotocol.Json ? ReadJson(message) : ReadBinary(message);
        return read.Frame is { BodyCase: ClientFrame.BodyOneofCase.None }
            ? new ReadFrame(new Refusal("body", null, BodyRule) { Code = RefusalCodes.Malformed })
            : read;
    }

    private static ReadFrame ReadBinary(ReadOnlyMemory<byte> message)
    {
        try
        {
            return new ReadFrame(Binary.ParseFrom(message.Span));
        }
        catch (InvalidProtocolBufferException)
        {
            return new ReadFrame(new Refusal("body", $"{message.Length} bytes", "one gad.v1.ClientFrame in the protobuf binary format") { Code = RefusalCodes.Malformed });
        }
    }

    private static ReadFrame ReadJson(ReadOnlyMemory<byte> message)
    {
        var (document, refusal) = JsonText.Parse(message, DepthMax);
        using var _ = document;
        if (document is null)
        {
            return new ReadFrame(refusal!);
        }
        if (Encoding.UTF8.GetString(message.Span) is var text && !LooseZone().IsMatch(text) && TryParse(text) is { } frame)
        {
            return new ReadFrame(frame);
        }
        // Slower and only for what that parser refuses: it says that, not where, and it takes or refuses a message as a whole.
        return PositionsJson.TryRead(document.RootElement) is { } positions ? positions
            : JsonFaults.Find(document.RootElement, ClientFrame.Descriptor) is { } fault ? new ReadFrame(fault)
            : TryParse(JsonTimes.Canonical(document.RootElement, ClientFrame.Descriptor)) is { } mended ? new ReadFrame(mended)
            : new ReadFrame(new Refusal("$", null, $"a {ClientFrame.Descriptor.FullName} in the protobuf JSON mapping") { Code = RefusalCodes.Malformed });
    }

    private static ClientFrame? TryParse(string text)
    {
        try
        {
            return Json.Parse<ClientFrame>(text);
        }
        catch (Exception)
        {
            // The parser throws many kinds on hostile text (some of them IOExceptions); none may end the session.
            return null;
        }
    }

    /// <summary>The parser takes <c>+3:00</c>, which is no time of ours.</summary>
    [GeneratedRegex("[+-][0-9]:[0-9]{2}\"")]
    private static partial Regex LooseZone();
}

/// <summary>One message of a client, as it was read.</summary>
/// <param name="Frame">Null: it cannot be read.</param>
/// <param name="Refusal">The fault of a message that cannot be read.</param>
/// <param name="Sent">How the reports of a batch were written, where one of them was at fault; null: all could be read.</param>
internal readonly record struct ReadFrame(ClientFrame? Frame, Refusal? Refusal, IReadOnlyList<AsSent>? Sent = null)
{
    public ReadFrame(ClientFrame frame) : this(frame, null)
    {
    }

    public ReadFrame(Refusal refusal) : this(null, refusal)
    {
    }
}
