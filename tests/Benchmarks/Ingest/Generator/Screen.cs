using System.Collections.Concurrent;
using System.Diagnostics;
using GrupoGad.Geo;
using GrupoGad.LoadGenerator.Clients;
using GrupoGad.Protocol.V1;

namespace GrupoGad.Benchmarks.Ingest.Generator;

/// <summary>One viewer: keeps what a screen would show and times how long a probe's report took to get there.</summary>
public sealed class Screen(Meter meter, IReadOnlyDictionary<string, Device> probes)
{
    private const int RowWidth = 6;
    private const double StepsOfCell = 16_384;
    private readonly Dictionary<(ulong Cell, uint Slot), string> _names = [];

    /// <summary>Where the screen shows whom.</summary>
    public ConcurrentDictionary<string, GeoPoint> Shows { get; } = new();

    public long Bytes;

    public async Task Run(Uri url, string token, GeoBounds bounds, CancellationToken stop)
    {
        await using var connection = await LiveConnection.Open(url, token, stop);
        var viewport = new Viewport { South = bounds.South, West = bounds.West, North = bounds.North, East = bounds.East, Zoom = 14 };
        await connection.Send(new ClientFrame { Subscribe = new Subscribe { Viewport = viewport } }, stop);
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
        var cell = CellId.FromNumber(frame.Cell);
        for (var i = 0; i + RowWidth <= frame.Rows.Count; i += RowWidth)
        {
            if (!_names.TryGetValue((frame.Cell, frame.Rows[i]), out var id))
            {
                meter.Odd("row of an unknown slot");
                continue;
            }
            var point = new GeoPoint(
                Mercator.Latitude((cell.Y + (frame.Rows[i + 2] + 0.5) / StepsOfCell) / cell.Side),
                Mercator.Longitude((cell.X + (frame.Rows[i + 1] + 0.5) / StepsOfCell) / cell.Side));
            Shows[id] = point;
            if (probes.TryGetValue(id, out var probe))
            {
                Time(probe, point, now);
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
