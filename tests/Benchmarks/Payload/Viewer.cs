using System.Collections.Concurrent;
using Google.Protobuf;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Geo;
using GrupoGad.LoadGenerator.Clients;
using GrupoGad.Protocol.V1;

namespace GrupoGad.Benchmarks.Payload;

/// <summary>A real session on the real gateway: counts the bytes on its socket and decodes every row.</summary>
public sealed class Viewer
{
    private readonly Dictionary<(ulong Cell, uint Slot), string> _names = [];
    private DateTime _tick;

    public ConcurrentQueue<Update> Shown { get; } = new();

    /// <summary>Of live frames, WebSocket headers included.</summary>
    public long Bytes;

    public long Frames;

    /// <summary>Of <see cref="Bytes"/>, what the rows themselves take.</summary>
    public long RowBytes;

    /// <summary>Rows whose slot was never announced. Any such row is an error.</summary>
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
        // Left out: as in the last frame that had it.
        _tick = live.Tick?.ToDateTime() ?? _tick;
        foreach (var frame in live.Cells)
        {
            foreach (var member in frame.Members)
            {
                _names[(frame.Cell, member.Slot)] = member.EfectivoId;
            }
            RowBytes += frame.Rows.Sum(number => CodedOutputStream.ComputeUInt32Size(number));
            foreach (var move in Move.Of(frame))
            {
                if (!_names.TryGetValue((frame.Cell, move.Slot), out var id))
                {
                    Strangers++;
                    continue;
                }
                Shown.Enqueue(new Update(id, move.Point, _tick.AddSeconds(-move.AgeS)));
            }
        }
    }
}
