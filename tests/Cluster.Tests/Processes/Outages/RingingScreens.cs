using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using GrupoGad.LoadGenerator.Clients;
using GrupoGad.LoadGenerator.Identity;
using GrupoGad.Protocol.V1;

namespace GrupoGad.Cluster.Tests.Processes.Outages;

/// <summary>An operator's screen at each gateway, which comes again when it is cut off: when it first showed an alarm as ringing.</summary>
internal sealed class RingingScreens : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<(int Screen, string AlarmId), long> _rang = new();
    private readonly ConcurrentDictionary<int, bool> _shows = new();
    private readonly int _screens;
    private readonly Task _watching;

    private RingingScreens(IReadOnlyList<Uri> urls, Tokens tokens)
    {
        _screens = urls.Count;
        _watching = Task.WhenAll(urls.Select((url, screen) => Task.Run(() => Watch(screen, url, tokens.Create($"screen-{screen}", "Operator", null)))));
    }

    /// <summary>Ends when all of them show what is open.</summary>
    public static async Task<RingingScreens> Open(Installation installation)
    {
        var screens = new RingingScreens(installation.Urls, installation.Tokens);
        await Until.True(() => screens._shows.Count == screens._screens, "every screen to show its board");
        return screens;
    }

    /// <summary>Seconds until it rang on the last of the screens.</summary>
    /// <param name="since">A timestamp.</param>
    public async Task<double> Rings(string alarmId, long since)
    {
        await Until.True(() => Enumerable.Range(0, _screens).All(screen => _rang.ContainsKey((screen, alarmId))), $"{alarmId} to ring at every gateway");
        return Enumerable.Range(0, _screens).Max(screen => Stopwatch.GetElapsedTime(since, _rang[(screen, alarmId)]).TotalSeconds);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task Watch(int screen, Uri url, string token)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await LiveConnection.Open(url, token, _stop.Token);
                await connection.Send(new ClientFrame { Subscribe = new Subscribe { Board = true } }, _stop.Token);
                while (await connection.Receive(_stop.Token) is { } frame)
                {
                    await Take(screen, connection, frame);
                }
            }
            catch (Exception drop) when (drop is WebSocketException or IOException or HttpRequestException && !_stop.IsCancellationRequested)
            {
                await Task.Delay(100);
            }
        }
    }

    private async Task Take(int screen, LiveConnection connection, ServerFrame frame)
    {
        if (frame.Heartbeat is { Reply: false } beat)
        {
            await connection.Send(new ClientFrame { Heartbeat = new Heartbeat { Nonce = beat.Nonce, Reply = true } }, _stop.Token);
        }
        if (frame.Board is { } board)
        {
            _shows[screen] = true;
            foreach (var alarm in board.Alarms.Where(alarm => alarm.Status == AlarmStatus.Raised))
            {
                _rang.TryAdd((screen, alarm.AlarmId), Stopwatch.GetTimestamp());
            }
        }
    }
}
