using GrupoGad.LoadGenerator.Clients;
using GrupoGad.LoadGenerator.Clocks;
using GrupoGad.LoadGenerator.Efectivos;
using GrupoGad.LoadGenerator.Identity;
using GrupoGad.LoadGenerator.Traces;

namespace GrupoGad.LoadGenerator.Replay;

/// <summary>Plays a fleet trace through the WebSocket door and accounts for every row.</summary>
public sealed class ReplayRun(ReplayOptions options, Tokens tokens, TextWriter progress)
{
    /// <summary>How long a stopped replay waits for the answers to what is under way.</summary>
    private static readonly TimeSpan _drainMax = TimeSpan.FromSeconds(10);

    /// <summary>Shortest wait of the pacing; rows due within it go together.</summary>
    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(20);

    /// <returns>Outcomes of the rows, and the duration of the replay.</returns>
    public async Task<(Tally Tally, TimeSpan Duration)> Play(CancellationToken stop)
    {
        var trace = TraceReader.ReadFile(options.File);
        var tally = new Tally();
        Tell(trace);
        tally.Malformed(trace.Malformed.Count);
        var fleet = new Fleet(options, tokens, trace);
        using (var registration = new Registration(options.Urls, tokens.Administrator()))
        {
            var created = await registration.Ensure(fleet.Profiles, stop);
            progress.WriteLine($"{fleet.Profiles.Count} efectivos, {created} of them new");
        }

        var start = TimeProvider.System.GetTimestamp();
        using var abort = new CancellationTokenSource();
        await using var late = stop.Register(() => abort.CancelAfter(_drainMax));
        using var reporting = new Progress(tally, progress);
        var clients = fleet.Run(tally, stop, abort.Token);
        try
        {
            // A door closed for good ends the run at once, not at the end of the trace.
            await await Task.WhenAny(Feed(trace, fleet, stop), clients);
            await clients;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            progress.WriteLine($"stopped; gave up on {tally.Sent - tally.Accepted - tally.Refused} reports without an answer");
        }
        return (tally, TimeProvider.System.GetElapsedTime(start));
    }

    private async Task Feed(Trace trace, Fleet fleet, CancellationToken stop)
    {
        try
        {
            for (var lap = 0; (lap == 0 || options.Loop) && trace.Rows.Count > 0; lap++)
            {
                await FeedLap(trace, lap, fleet, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped: the clients finish what is under way.
        }
        fleet.Complete();
    }

    private async Task FeedLap(Trace trace, int lap, Fleet fleet, CancellationToken stop)
    {
        var clock = new TraceClock(trace.Start, DateTime.UtcNow, options.Speed ?? 1, options.TimesNow);
        foreach (var row in Lap.Rows(trace, lap, options.Loop))
        {
            stop.ThrowIfCancellationRequested();
            if (options.Speed is not null)
            {
                await WaitFor(clock.Due(row.Arrival), stop);
            }
            fleet.Post(row.Unit, row.Fix, clock.DeviceTime(row.Time));
        }
    }

    private static async ValueTask WaitFor(DateTime due, CancellationToken stop)
    {
        var wait = due - DateTime.UtcNow;
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait > _step ? wait : _step, stop);
        }
    }

    private void Tell(Trace trace)
    {
        progress.WriteLine($"{Path.GetFileName(options.File)}: {trace.Rows.Count} rows of {trace.Units.Count} units, {trace.Start:u} to {trace.End:u}");
        foreach (var sentence in trace.Malformed.Describe())
        {
            progress.WriteLine(sentence);
        }
        if (options.Speed is not null && trace.Units.Count > options.ConnectionsMax)
        {
            throw new InvalidOperationException(
                $"{trace.Units.Count} units need as many sockets when paced; --connections allows {options.ConnectionsMax}.");
        }
    }
}
