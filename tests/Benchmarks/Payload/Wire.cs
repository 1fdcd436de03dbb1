using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace GrupoGad.Benchmarks.Payload;

/// <summary>Bytes on the wire of the usual ways to say the same.</summary>
public sealed class Wire : IDisposable
{
    /// <summary>permessage-deflate leaves out the last four bytes of each flush.</summary>
    private const int FlushTail = 4;

    private readonly MemoryStream _compressed = new();
    private readonly DeflateStream _deflate;

    public Wire() => _deflate = new DeflateStream(_compressed, CompressionLevel.Optimal, leaveOpen: true);

    /// <summary>One JSON message an update.</summary>
    public long JsonBytes { get; private set; }

    /// <summary>The same through permessage-deflate that keeps its window from message to message, at its best.</summary>
    public long DeflatedBytes { get; private set; }

    public void Add(Update update)
    {
        var message = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"efectivoId":"{{update.Code}}","latitude":{{update.Point.Latitude:0.#######}},"longitude":{{update.Point.Longitude:0.#######}},"deviceTime":"{{update.DeviceTime:yyyy-MM-ddTHH:mm:ss.fffZ}}","availability":"Available"}"""));
        JsonBytes += Framed(message.Length);
        var before = _compressed.Length;
        _deflate.Write(message);
        _deflate.Flush();
        DeflatedBytes += Framed((int)(_compressed.Length - before) - FlushTail);
    }

    /// <summary>With the WebSocket header of a server's frame.</summary>
    public static int Framed(int payload) => payload + (payload < 126 ? 2 : payload < 65_536 ? 4 : 10);

    public void Dispose()
    {
        _deflate.Dispose();
        _compressed.Dispose();
    }
}
