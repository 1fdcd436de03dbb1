using System.Diagnostics;
using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using GrupoGad.Geo;
using GrupoGad.Protocol.V1;

namespace GrupoGad.Benchmarks.Ingest.Generator;

/// <summary>
/// What a device has to report, made when it is asked for: frames of several fixes, the last of them now. Without a period there is always a
/// next frame (closed loop); with one a frame is due each period, and late frames follow at once (open loop).
/// </summary>
public sealed class WalkReader(Walk walk, int fixesInFrame, TimeSpan? period, long firstDue) : ChannelReader<PositionReport>
{
    private readonly long _periodTicks = period is { } p ? (long)(p.TotalSeconds * Stopwatch.Frequency) : 0;
    private long _due = firstDue;
    private DateTime _last = Milliseconds(DateTime.UtcNow.AddMilliseconds(-100));
    private int _left;
    private TimeSpan _step;
    private volatile bool _ended;

    /// <summary>When the frame that is being read was due, in ticks of the stopwatch.</summary>
    public long FrameDue { get; private set; }

    /// <summary>Time and place of the last fix.</summary>
    public (DateTime Time, GeoPoint Point) Last { get; private set; }

    /// <summary>Nothing more after the frame that is being read.</summary>
    public void End() => _ended = true;

    public override async ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default)
    {
        while (!_ended && period is not null && Stopwatch.GetTimestamp() < _due)
        {
            // At least a millisecond: the due time may pass between the question and this line, and a negative delay would wait for ever.
            var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _due).TotalMilliseconds;
            await Task.Delay((int)Math.Max(1, Math.Ceiling(wait)), cancellationToken);
        }
        return !_ended;
    }

    public override bool TryRead(out PositionReport item)
    {
        if (_left == 0 && !Begin())
        {
            item = null!;
            return false;
        }
        _last = Milliseconds(_last + _step);
        _left--;
        var point = walk.At(_last);
        Last = (_last, point);
        item = new PositionReport { Latitude = point.Latitude, Longitude = point.Longitude, DeviceTime = Timestamp.FromDateTime(_last), SpeedMps = 10, AccuracyM = 5 };
        return true;
    }

    private bool Begin()
    {
        var now = Stopwatch.GetTimestamp();
        if (_ended || (period is not null && now < _due))
        {
            // One frame is one batch: the client asks for more than a frame has.
            return false;
        }
        FrameDue = period is null ? now : _due;
        _due += _periodTicks;
        _left = fixesInFrame;
        var step = (DateTime.UtcNow - _last) / fixesInFrame;
        _step = step > TimeSpan.FromMilliseconds(1) ? step : TimeSpan.FromMilliseconds(1);
        return true;
    }

    private static DateTime Milliseconds(DateTime time) => new(time.Ticks - time.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
}
