using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using GrupoGad.Commands;

namespace GrupoGad.WebFrontend.Commands.Certificates;

/// <summary>The certificate for machines: the resources of commands and ladders, and at the end how many recipients there are.</summary>
/// <param name="issuedAt">UTC.</param>
/// <param name="issuedTo">Subject of who asked for it.</param>
internal sealed class CertificateJson(DateTime issuedAt, string issuedTo) : ICertificateWriter
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private bool _any;

    public string ContentType => "application/json";

    public void Begin(IBufferWriter<byte> body, CommandSummary command)
    {
        body.Write("{\"issuedAt\":"u8);
        Write(body, issuedAt);
        body.Write(",\"issuedTo\":"u8);
        Write(body, issuedTo);
        body.Write(",\"command\":"u8);
        Write(body, CommandSummaryResource.Of(command));
        body.Write(",\"ladders\":["u8);
    }

    public void Add(IBufferWriter<byte> body, Ladder ladder)
    {
        if (_any)
        {
            body.Write(","u8);
        }
        _any = true;
        Write(body, LadderResource.Of(ladder));
    }

    public void End(IBufferWriter<byte> body, int recipients)
    {
        body.Write("],\"recipients\":"u8);
        Write(body, recipients);
        body.Write("}"u8);
    }

    private static void Write<T>(IBufferWriter<byte> body, T value)
    {
        using var json = new Utf8JsonWriter(body);
        JsonSerializer.Serialize(json, value, Options);
    }
}
