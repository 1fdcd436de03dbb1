using GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Live.Sessions;

/// <summary>Looks after all sessions once a second: heartbeats, silence, expired tokens, clients that do not read, and the system's state.</summary>
internal sealed partial class SessionMonitor(
    SessionRegistry book, SessionParts with, IHostApplicationLifetime lifetime, ILogger<SessionMonitor> logger) : BackgroundService
{
    /// <summary>How long a client may take to answer our close.</summary>
    private static readonly TimeSpan CloseMax = TimeSpan.FromSeconds(5);

    private readonly LiveOptions _options = with.Options;
    private string _away = "";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // At the first word of a stop, before the web server closes its connections.
        using var stopping = lifetime.ApplicationStopping.Register(() => _ = book.Drain());
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), with.Clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                Look();
            }
            catch (Exception exception)
            {
                LogLookFailed(logger, exception);
            }
        }
    }

    private void Look()
    {
        var away = with.Away;
        var now = with.Clock.GetUtcNow();
        foreach (var session in book.Sessions)
        {
            if (session.Closing is { } closing)
            {
                if (closing > CloseMax)
                {
                    session.Abort();
                }
                continue;
            }
            session.PayBeat();
            if (away != _away)
            {
                session.Answer(Status(away));
            }
            Judge(session, now);
        }
        _away = away;
    }

    private void Judge(LiveSession session, DateTimeOffset now)
    {
        if (now >= session.Caller.ExpiresAt)
        {
            session.Close(CloseCodes.TokenExpired, "token expired");
        }
        else if (session.Choked || session.Writing > TimeSpan.FromSeconds(_options.WriteS))
        {
            session.Close(CloseCodes.SlowReader, "client does not read");
        }
        else if (session.Silence > TimeSpan.FromSeconds(_options.SilenceS))
        {
            session.Close(CloseCodes.Silent, "nothing heard");
        }
        else if (with.Clock.GetElapsedTime(session.BeatAt) >= TimeSpan.FromSeconds(_options.HeartbeatS))
        {
            session.BeatAt = with.Clock.GetTimestamp();
            session.Answer(new ServerFrame { Heartbeat = new Heartbeat { Nonce = (ulong)session.BeatAt } });
        }
    }

    /// <summary>The frame that reports which part is away.</summary>
    /// <param name="away">Empty: none.</param>
    internal static ServerFrame Status(string away) => new() { Status = new SystemStatus { Degraded = away.Length > 0, Reason = away } };
}
