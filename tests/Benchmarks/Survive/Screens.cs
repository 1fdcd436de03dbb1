using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.LoadGenerator.Clients;
using GrupoGad.Protocol.V1;

namespace GrupoGad.Benchmarks.Survive;

/// <summary>One operator's screen at each gateway, which comes again whenever it is cut off, and notes when it first showed an alarm.</summary>
public sealed class Screens : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<(string AlarmId, int Gateway), long> _rang = new();
    private Task _running = Task.CompletedTask;

    public static Screens Open(Cluster cluster)
    {
        var screens = new Screens();
        screens._running = Task.WhenAll(cluster.Urls.Select((url, number) => screens.Watch(url, number, cluster.Tokens.Create($"screen-{number}", "Operator", null))));
        return screens;
    }

    /// <summary>When the screen at this gateway rang; 0: it has not.</summary>
    public long RangAt(string alarmId, int gateway) => _rang.GetValueOrDefault((alarmId, gateway));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task Watch(Uri url, int gateway, string token)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await LiveConnection.Open(url, token, _stop.Token);
                await connection.Send(new ClientFrame { Subscribe = new Subscribe { Board = true } }, _stop.Token);
                while (await connection.Receive(_stop.Token) is { } frame)
                {
                    if (frame.Heartbeat is { Reply: false } beat)
                    {
                        await connection.Send(new ClientFrame { Heartbeat = new Heartbeat { Nonce = beat.Nonce, Reply = true } }, _stop.Token);
                    }
                    foreach (var alarm in frame.Board?.Alarms ?? [])
                    {
                        _rang.TryAdd((alarm.AlarmId, gateway), Stopwatch.GetTimestamp());
                    }
                }
            }
            catch (Exception exception) when (exception is WebSocketException or IOException or DoorClosedException && !_stop.IsCancellationRequested)
            {
                await Task.Delay(100);
            }
        }
    }
}
