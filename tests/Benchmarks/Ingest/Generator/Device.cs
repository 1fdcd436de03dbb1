using System.Collections.Concurrent;
using System.Diagnostics;
using GrupoGad.LoadGenerator.Clients;
using GrupoGad.Protocol.V1;

namespace GrupoGad.Benchmarks.Ingest.Generator;

/// <summary>One client of the load and what it knows of its own reports.</summary>
public sealed class Device(string code, WalkReader reader, Meter meter) : IBatchLog
{
    private readonly ConcurrentDictionary<ulong, long> _due = new();
    private readonly List<(DateTime Last, long Due)> _frames = [];

    public string Code => code;

    public WalkReader Reader => reader;

    public long Accepted;
    public long Refused;
    public long SentReports;

    /// <summary>For each report sent: where, and when it was due. Kept by probes alone.</summary>
    public ConcurrentQueue<(Geo.GeoPoint Point, long Due)>? Shown { get; init; }

    /// <summary>When the frame with the fix of that time was due; null when none had it. Of frames sent long ago too: a round is short.</summary>
    public long? Due(DateTime fix)
    {
        lock (_frames)
        {
            var at = _frames.BinarySearch((fix, 0));
            at = at < 0 ? ~at : at;
            return at < _frames.Count ? _frames[at].Due : null;
        }
    }

    public async Task Run(ClientOptions options, string token, CancellationToken cancellation) =>
        await new TacticalClient(options, token, BatchIds.First(), this).Run(reader, CancellationToken.None, cancellation);

    public void Sent(PositionBatch batch)
    {
        SentReports += batch.Reports.Count;
        _due[batch.BatchId] = reader.FrameDue;
        lock (_frames)
        {
            _frames.Add((batch.Reports[^1].DeviceTime.ToDateTime(), reader.FrameDue));
        }
        foreach (var report in batch.Reports)
        {
            Shown?.Enqueue((new Geo.GeoPoint(report.Latitude, report.Longitude), reader.FrameDue));
        }
    }

    public void Acknowledged(PositionBatch batch, PositionAck ack)
    {
        Accepted += ack.Accepted;
        Refused += ack.Refused.Count;
        foreach (var refusal in ack.Refused)
        {
            meter.Refused(refusal);
        }
        if (_due.TryRemove(batch.BatchId, out var due))
        {
            meter.Acknowledged(batch.Reports.Count, Stopwatch.GetTimestamp() - due);
        }
    }

    public void Retried(string why) => meter.Retried(why);
}
