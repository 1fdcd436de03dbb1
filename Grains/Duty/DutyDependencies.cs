using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GrupoGad.Duty;

/// <summary>Services that all duty grains of a silo share.</summary>
public sealed class DutyDependencies(IOptions<DutyOptions> options, DutyInstruments instruments, TimeProvider clock, ILogger<DutyGrain> logger)
{
    public DutyOptions Options => options.Value;

    public DutyInstruments Instruments => instruments;

    public ILogger Logger => logger;

    /// <summary>Whole milliseconds, as the tables keep it.</summary>
    public DateTime Now
    {
        get
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        }
    }
}
