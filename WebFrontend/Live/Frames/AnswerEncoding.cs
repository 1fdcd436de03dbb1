using System.Text;
using Google.Protobuf;
using GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Live.Frames;

/// <summary>Writes the frames of one session that are not live frames: they are few, the generated classes do.</summary>
internal static class AnswerEncoding
{
    public static LiveMessage Encode(this ServerFrame frame, Subprotocol subprotocol)
    {
        if (subprotocol == Subprotocol.Json)
        {
            var text = JsonFormatter.Default.Format(frame);
            var json = new LiveMessage(Encoding.UTF8.GetByteCount(text));
            Encoding.UTF8.GetBytes(text, json.Memory.Span);
            return json;
        }
        var binary = new LiveMessage(frame.CalculateSize());
        frame.WriteTo(binary.Memory.Span);
        return binary;
    }
}
