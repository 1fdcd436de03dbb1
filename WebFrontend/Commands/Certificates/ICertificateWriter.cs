using System.Buffers;
using GrupoGad.Commands;

namespace GrupoGad.WebFrontend.Commands.Certificates;

/// <summary>Writes a certificate as it is read.</summary>
internal interface ICertificateWriter
{
    string ContentType { get; }

    void Begin(IBufferWriter<byte> body, CommandSummary command);

    void Add(IBufferWriter<byte> body, Ladder ladder);

    /// <param name="recipients">How many were added: what says that nothing is missing.</param>
    void End(IBufferWriter<byte> body, int recipients);
}
