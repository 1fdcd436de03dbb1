using GrupoGad.Boards;
using GrupoGad.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace GrupoGad.Alarms;

/// <summary>Services that all alarms and check-in clocks of a silo share.</summary>
public sealed class AlarmDependencies(
    IOptions<AlarmOptions> options, IOptions<BoardOptions> boards, AlarmInstruments instruments, TimeProvider clock, ILogger<AlarmGrain> logger,
    [FromKeyedServices(StorageNames.Grains)] IGrainStorage storage)
{
    public AlarmOptions Options => options.Value;

    public BoardOptions Boards => boards.Value;

    public AlarmInstruments Instruments => instruments;

    public ILogger Logger => logger;

    public IGrainStorage Storage => storage;

    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>False: not done by then, or it failed. The work goes on by itself, and the next caller that waits for it receives its result.</summary>
    public async Task<bool> InTime(Task work, int withinMs)
    {
        try
        {
            await work.WaitAsync(TimeSpan.FromMilliseconds(withinMs), clock);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
