using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GrupoGad.Duty;

/// <summary>Reads the efectivos on shift again and again, for the metrics of this silo.</summary>
public sealed partial class DutyPulse(
    IDutyDirectory directory, DutyInstruments instruments, IOptions<DutyOptions> options, TimeProvider clock, ILogger<DutyPulse> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.PulseS), clock);
        do
        {
            await Beat(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task Beat(CancellationToken cancellation)
    {
        try
        {
            var picture = await directory.At(new DutyQuery { At = clock.GetUtcNow().UtcDateTime, Limit = 0 }, cancellation);
            instruments.Read(DutyTotals.Of(picture.Units));
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            instruments.Read(null); // The next beat reads it.
            LogUnread(logger, exception);
        }
    }

    [LoggerMessage(1752, LogLevel.Warning, "Who is on shift could not be read; its metrics say nothing until it can")]
    private static partial void LogUnread(ILogger logger, Exception exception);
}
