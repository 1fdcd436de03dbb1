using System.Net.WebSockets;
using GrupoGad.LoadGenerator.Clients;
using GrupoGad.LoadGenerator.Identity;
using GrupoGad.Protocol.V1;

namespace GrupoGad.Cluster.Tests.Processes;

/// <summary>An operator's screen on all of the trace's area. Loses its gateway, tries the next, and keeps showing what it knew until the new one tells.</summary>
internal sealed class Viewer : IAsyncDisposable
{
    /// <summary>Far out: counts instead of efectivos.</summary>
    public static readonly Viewport World = new() { South = -85, West = -180, North = 85, East = 180, Zoom = 1 };

    private static readonly Viewport _area = new() { South = 51.9, West = 20.4, North = 52.5, East = 21.5, Zoom = 12 };

    private readonly IReadOnlyList<Uri> _urls;
    private readonly Tokens _tokens;
    private readonly Viewport _viewport;
    private readonly CancellationTokenSource _stop = new();
    private readonly Backoff _backoff = new();
    private readonly Task _watching;
    private Screen _screen = new();
    private int _index;
    private volatile string? _counted;
    private volatile int _fewest;

    private Viewer(IReadOnlyList<Uri> urls, Tokens tokens, Viewport viewport)
    {
        (_urls, _tokens, _viewport) = (urls, tokens, viewport);
        _watching = Task.Run(Watch);
    }

    /// <summary>Sessions it has had.</summary>
    public int Sessions { get; private set; }

    /// <summary>The gateway of the present session, or the one tried next.</summary>
    public Uri Url => _urls[_index % _urls.Count];

    /// <param name="urls">The first is the gateway it begins with.</param>
    /// <param name="viewport">Left out: the trace's area, close enough to show each.</param>
    public static Viewer Open(IReadOnlyList<Uri> urls, Tokens tokens, Viewport? viewport = null) => new(urls, tokens, viewport ?? _area);

    /// <summary>What it shows of the efectivos whose code begins with the prefix.</summary>
    public Dictionary<string, Place> Shown(string prefix)
    {
        // The watch fails only by a frame that breaks the protocol: then that is the result.
        Assert.False(_watching.IsFaulted, $"the viewer met {_watching.Exception?.GetBaseException()}");
        return _screen.Places(prefix);
    }

    /// <summary>How many it counts in all, where it shows counts.</summary>
    public long Total => _screen.Total;

    /// <summary>After no frame since <see cref="CountFewest"/> did it show fewer.</summary>
    public int Fewest => _fewest;

    public void CountFewest(string prefix) => (_fewest, _counted) = (Shown(prefix).Count, prefix);

    /// <summary>Until nobody is left behind in a cell of before.</summary>
    public Task ShowsNoGhosts(string prefix) => Until.True(
        () => Task.FromResult(_screen.Twice(prefix).Length == 0), "everybody to be shown once", 60,
        () => Task.FromResult($"{_screen.Twice(prefix).Length} twice, e.g. {string.Join(", ", _screen.Twice(prefix).Take(3))}"));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task Watch()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await LiveConnection.Open(Url, _tokens.Create("viewer", "Operator", null), _stop.Token);
                await Watch(connection);
            }
            catch (Exception drop) when (drop is WebSocketException or IOException or HttpRequestException)
            {
                // The gateway is gone or going: the next one is tried.
            }
            _index++;
            await _backoff.Wait(_stop.Token);
        }
    }

    private async Task Watch(LiveConnection connection)
    {
        using var pulse = new Pulse(connection, silentMax: 3);
        var screen = new Screen();
        await connection.Send(new ClientFrame { Subscribe = new Subscribe { Viewport = _viewport } }, _stop.Token);
        while (await connection.Receive(_stop.Token) is { } frame)
        {
            pulse.Heard(frame);
            switch (frame.BodyCase)
            {
                case ServerFrame.BodyOneofCase.Welcome:
                    _backoff.Reset();
                    Sessions++;
                    break;
                case ServerFrame.BodyOneofCase.Heartbeat when !frame.Heartbeat.Reply:
                    await connection.Send(new ClientFrame { Heartbeat = new Heartbeat { Nonce = frame.Heartbeat.Nonce, Reply = true } }, _stop.Token);
                    break;
                case ServerFrame.BodyOneofCase.Live:
                    screen.Apply(frame.Live);
                    _screen = screen;
                    if (_counted is { } prefix)
                    {
                        _fewest = Math.Min(_fewest, screen.Places(prefix).Count);
                    }
                    break;
            }
        }
    }
}
