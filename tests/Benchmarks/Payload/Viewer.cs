using System.Collections.Concurrent;
using Google.Protobuf;
using GrupoGad.Geo;
using GrupoGad.LoadGenerator.Clients;
using GrupoGad.Protocol.V1;

namespace GrupoGad.Benchmarks.Payload;

/// <summary>A real session on the real gateway: counts the bytes on its socket and decodes every row.</summary>
public sealed class Viewer
{
    private const int RowWidth = 6;
    private const double StepsOfCell = 16_384;

    /// <summary>Of the rows' order in <c>live.proto</c>.</summary>
    private const int X = 1, Y = 2, Age = 3;

    private readonly Dictionary<(ulong Cell, uint Slot), string> _names = [];

    public ConcurrentQueue<Update> Shown { get; } = new();

    /// <summary>Of live frames, WebSocket headers included.</summary>
    public long Bytes;

    public long Frames;

    /// <summary>Of <see cref="Bytes"/>, what the rows themselves take.</summary>
    public long RowBytes;

    /// <summary>Rows whose slot was never told: an error.</summary>
    public long Strangers;

    public async Task Run(Uri url, string token, GeoBounds bounds, CancellationToken stop)
    {
        await using var connection = await LiveConnection.Open(url, token, stop);
        var viewport = new Viewport { South = bounds.South, West = bounds.West, North = bounds.North, East = bounds.East, Zoom = 14 };
        await connection.Send(new ClientFrame { Subscribe = new Subscribe { Viewport = viewport } }, stop);
        while (await connection.Receive(stop) is { } frame)
        {
            if (frame.Heartbeat is { Reply: false } beat)
            {
                await connection.Send(new ClientFrame { Heartbeat = new Heartbeat { Nonce = beat.Nonce, Reply = true } }, stop);
            }
            if (frame.Live is { } live)
            {
                Bytes += Wire.Framed(connection.LastFrameBytes);
                Frames++;
                Take(live);
            }
        }
    }

    public void Reset()
    {
        Shown.Clear();
        (Bytes, Frames, RowBytes) = (0, 0, 0);
    }

    private void Take(LiveFrame live)
    {
        var tick = live.Tick.ToDateTime();
        foreach (var frame in live.Cells)
        {
            foreach (var member in frame.Members)
            {
                _names[(frame.Cell, member.Slot)] = member.EfectivoId;
            }
            RowBytes += frame.Rows.Sum(number => CodedOutputStream.ComputeUInt32Size(number));
            var cell = CellId.FromNumber(frame.Cell);
            for (var i = 0; i + RowWidth <= frame.Rows.Count; i += RowWidth)
            {
                if (!_names.TryGetValue((frame.Cell, frame.Rows[i]), out var id))
                {
                    Strangers++;
                    continue;
                }
                var age = frame.Rows[i + Age];
                Shown.Enqueue(new Update(
                    id,
                    new GeoPoint(
                        Mercator.Latitude((cell.Y + (frame.Rows[i + Y] + 0.5) / StepsOfCell) / cell.Side),
                        Mercator.Longitude((cell.X + (frame.Rows[i + X] + 0.5) / StepsOfCell) / cell.Side)),
                    tick.AddSeconds(-((int)(age >> 1) ^ -(int)(age & 1)))));
            }
        }
    }
}
