using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.Recovery;

/// <summary>
/// Warm is a silo whose first round of waking has ended: efectivos that have a position live and stand in their cells, which live by that; operations,
/// commands and alarms that owe something live. (The roll call after it only finds ghosts.)
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

    /// <summary>Warm, or has waited long enough.</summary>
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
