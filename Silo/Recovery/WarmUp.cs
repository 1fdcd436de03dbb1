using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.Recovery;

/// <summary>
/// Says whether a silo is warm, which it is once its first recovery round has ended. Then efectivos that have a position are active and stand in their cells,
/// and operations, commands and alarms with pending work are active. The audit of members comes after that; it only finds ghosts.
/// </summary>
internal sealed class WarmUp
{
    private readonly TimeProvider _clock;
    private readonly double _withinS;
    private readonly Histogram<double> _took;
    private long? _begun;
    private volatile bool _done;

    public WarmUp(IMeterFactory meters, IOptions<WarmUpOptions> options, TimeProvider clock)
    {
        (_clock, _withinS) = (clock, options.Value.WithinS);
        var meter = meters.Create(PostGis.PostGisMeter.Name);
        meter.CreateObservableGauge("gad.warmup.warm", () => _done ? 1 : 0, "{silo}", "1 when the first round of waking has ended.");
        _took = meter.CreateHistogram<double>("gad.warmup.duration", "s", "From the silo's joining to the end of its first round of waking.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 2, 5, 10, 30, 60, 300] });
    }

    public bool IsWarm => _done;

    /// <summary>True when the silo is warm, or has waited for <see cref="WarmUpOptions.WithinS"/>.</summary>
    public bool MayServe => _done || _begun is { } begun && _clock.GetElapsedTime(begun).TotalSeconds >= _withinS;

    public void Begin() => _begun ??= _clock.GetTimestamp();

    /// <summary>A round has ended; only the first counts.</summary>
    public void Done()
    {
        if (!_done && _begun is { } begun)
        {
            _done = true;
            _took.Record(_clock.GetElapsedTime(begun).TotalSeconds);
        }
    }
}
