using Google.Protobuf;

namespace GrupoGad.Cluster.Tests.Processes.Calls;

/// <summary>One span as a collector got it.</summary>
/// <param name="Process">The service that sent it.</param>
/// <param name="Scope">The instrumentation that made it.</param>
internal sealed record SeenSpan(string Process, string Scope, string Trace, string Id, string Parent, string Name)
{
    /// <summary>Of an ExportTraceServiceRequest, by the field numbers of opentelemetry/proto/trace/v1/trace.proto.</summary>
    public static IEnumerable<SeenSpan> Read(byte[] request)
    {
        foreach (var ofProcess in Fields(request, 1))
        {
            var process = Fields(ofProcess, 1).SelectMany(resource => Fields(resource, 1)).Where(pair => Text(pair, 1) == "service.name").Select(pair => Text(Fields(pair, 2).First(), 1)).FirstOrDefault("");
            foreach (var ofScope in Fields(ofProcess, 2))
            {
                var scope = Fields(ofScope, 1).Select(named => Text(named, 1)).FirstOrDefault("");
                foreach (var span in Fields(ofScope, 2))
                {
                    yield return new SeenSpan(process, scope, Hex(span, 1), Hex(span, 2), Hex(span, 4), Text(span, 5));
                }
            }
        }
    }

    private static string Text(byte[] message, int number) => System.Text.Encoding.UTF8.GetString(Fields(message, number).FirstOrDefault([]));

    private static string Hex(byte[] message, int number) => Convert.ToHexStringLower(Fields(message, number).FirstOrDefault([]));

    /// <summary>Every value of one field that has a length.</summary>
    private static List<byte[]> Fields(byte[] message, int number)
    {
        var found = new List<byte[]>();
        var input = new CodedInputStream(message);
        while (input.ReadTag() is not 0 and var tag)
        {
            if (WireFormat.GetTagFieldNumber(tag) == number && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
            {
                found.Add(input.ReadBytes().ToByteArray());
            }
            else
            {
                input.SkipLastField();
            }
        }
        return found;
    }
}
