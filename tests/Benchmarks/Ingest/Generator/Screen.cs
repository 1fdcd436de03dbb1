using System.Collections.Concurrent;
using System.Diagnostics;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Geo;
using GrupoGad.LoadGenerator.Clients;
using GrupoGad.Protocol.V1;

namespace GrupoGad.Benchmarks.Ingest.Generator;

/// <summary>One viewer: keeps what a screen would show and times how long a probe's report took to get there.</summary>
/// <param name="fences">Times fence events; null when the screen does not subscribe to boards.</param>
public sealed class Screen(Meter meter, IReadOnlyDictionary<string, Device> probes, FenceTimes? fences)
{
    private readonly Dictionary<(ulong Cell, uint Slot), string> _names = [];

    /// <summary>Position that the screen shows, by efectivo.</summary>
    public ConcurrentDictionary<string, GeoPoint> Shows { get; } = new();

    public long Bytes;

    private readonly TaskCompletionSource _board = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the first frame of the boards. From then on the screen receives fence events.</summary>
    public Task Board => _board.Task;

    public async Task Run(Uri url, string token, GeoBounds bounds, CancellationToken stop)
    {
        await using var connection = await LiveConnection.Open(url, token, stop);
        var viewport = new Viewport { South = bounds.South, West = bounds.West, North = bounds.North, East = bounds.East, Zoom = 14 };
        await connection.Send(new ClientFrame { Subscribe = new Subscribe { Viewport = viewport, Board = fences is not null } }, stop);
        while (await connection.Receive(stop) is { } frame)
        {
            Bytes += connection.LastFrameBytes;
            if (frame.Heartbeat is { Reply: false } beat)
            {
                await connection.Send(new ClientFrame { Heartbeat = new Heartbeat { Nonce = beat.Nonce, Reply = true } }, stop);
            }
            foreach (var cell in frame.Live?.Cells ?? [])
            {
                Take(cell, Stopwatch.GetTimestamp());
            }
            if (frame.Board is { } board)
            {
                fences?.Take(board, Stopwatch.GetTimestamp());
                _board.TrySetResult();
            }
            if (frame.Error is { } error)
            {
                meter.Odd($"viewer error {error.Code} {error.Rule}");
            }
        }
        meter.Odd("viewer closed");
    }

    private void Take(CellFrame frame, long now)
    {
        foreach (var slot in frame.Left)
        {
            _names.Remove((frame.Cell, slot));
        }
        foreach (var member in frame.Members)
        {
            _names[(frame.Cell, member.Slot)] = member.EfectivoId;
        }
        foreach (var move in Move.Of(frame))
        {
            if (!_names.TryGetValue((frame.Cell, move.Slot), out var id))
            {
                meter.Odd("row of an unknown slot");
                continue;
            }
            Shows[id] = move.Point;
            if (probes.TryGetValue(id, out var probe))
            {
                Time(probe, move.Point, now);
            }
        }
    }

    /// <summary>All reports up to the one shown have been seen with it.</summary>
    private void Time(Device probe, GeoPoint point, long now)
    {
        var sent = probe.Shown!;
        if (!sent.Any(report => Sphere.DistanceM(report.Point, point) < 1))
        {
            return;
        }
        while (sent.TryDequeue(out var report))
        {
            meter.Seen(now - report.Due);
            if (Sphere.DistanceM(report.Point, point) < 1)
            {
                return;
            }
        }
    }
}
