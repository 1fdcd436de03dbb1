using System.Text;

namespace GrupoGad.Silo.PostGis.Archive;

/// <summary>Presents text of the driver as a stream of UTF-8 bytes.</summary>
internal sealed class Utf8Text(TextReader text) : Stream
{
    private readonly char[] _letters = new char[32 << 10];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // A letter has three bytes at most, and a pair of surrogates four.
        var read = await text.ReadBlockAsync(_letters.AsMemory(0, Math.Min(_letters.Length, buffer.Length / 3) - 1), cancellationToken);
        if (read > 0 && char.IsHighSurrogate(_letters[read - 1]) && await text.ReadAsync(_letters.AsMemory(read, 1), cancellationToken) == 1)
        {
            read++;
        }
        return Encoding.UTF8.GetBytes(_letters.AsSpan(0, read), buffer.Span);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
