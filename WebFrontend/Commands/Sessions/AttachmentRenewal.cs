using GrupoGad.WebFrontend.Hosting;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Commands.Sessions;

/// <summary>
/// Renews all attachments, each every few seconds, and all at once and then each second when a silo is lost: an inbox that comes to life elsewhere knows its
/// sessions before the next command needs them.
/// </summary>
internal sealed class AttachmentRenewal(
    AttachmentRegistry book, SessionAttachment desk, ClusterLink link, IOptions<CommandSessionOptions> options, TimeProvider clock) : BackgroundService
{
    private readonly CommandSessionOptions _options = options.Value;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly long _startedAt = clock.GetTimestamp();
    private volatile bool _lost;
    private long _unrestUntilMs;

    private long NowMs => (long)clock.GetElapsedTime(_startedAt).TotalMilliseconds;

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        link.SiloLost += Lost;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await Round(stoppingToken);
                await _wake.WaitAsync(TimeSpan.FromMilliseconds(_options.RetryMs), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops; sessions detach as they end.
        }
        finally
        {
            link.SiloLost -= Lost;
        }
    }

    private void Lost()
    {
        _lost = true;
        _wake.Release();
    }

    private async Task Round(CancellationToken cancellation)
    {
        var (all, now) = (_lost, NowMs);
        _lost = false;
        _unrestUntilMs = all ? now + _options.UnrestS * 1_000L : _unrestUntilMs;
        await Parallel.ForEachAsync(
            book.Sessions.Where(session => all || session.RenewMs <= now),
            new ParallelOptions { MaxDegreeOfParallelism = _options.RenewalsMax, CancellationToken = cancellation },
            async (session, _) => session.RenewMs = await desk.Renew(session, unsure: all) ? NowMs + Pause(session) : NowMs + _options.RetryMs);
    }

    // Spread by the session, so that those that attached together are not all renewed in the same moment.
    private long Pause(CommandSession session) => NowMs < _unrestUntilMs
        ? Math.Min(1_000, _options.RenewS * 1_000L)
        : _options.RenewS * 1_000L * (75 + (uint)session.Id.GetHashCode(StringComparison.Ordinal) % 26) / 100;
}
