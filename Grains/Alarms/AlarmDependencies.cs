using GrupoGad.Boards;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GrupoGad.Alarms;

/// <summary>What every alarm and every check-in clock of a silo shares.</summary>
public sealed class AlarmDependencies(
    IOptions<AlarmOptions> options, IOptions<BoardOptions> boards, AlarmInstruments instruments, TimeProvider clock, ILogger<AlarmGrain> logger)
{
    public AlarmOptions Options => options.Value;

    public BoardOptions Boards => boards.Value;

    public AlarmInstruments Instruments => instruments;

    public ILogger Logger => logger;

    public DateTime Now => clock.GetUtcNow().UtcDateTime;
}
