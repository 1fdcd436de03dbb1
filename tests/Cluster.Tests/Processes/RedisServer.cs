using System.Diagnostics;
using System.Net.Sockets;

namespace GrupoGad.Cluster.Tests.Processes;

/// <summary>The Redis of GAD_TEST_REDIS, or a private one that keeps nothing, while the tests run.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly int _port;
    private Process? _own;

    private RedisServer(string address, int port) => (Address, _port) = (address, port);

    public string Address { get; }

    public static async Task<RedisServer> Start()
    {
        if (Environment.GetEnvironmentVariable("GAD_TEST_REDIS") is { Length: > 0 } given)
        {
            return new RedisServer(given, 0);
        }
        return await StartOwn();
    }

    /// <summary>A private one, whatever is given: a test stops it.</summary>
    public static async Task<RedisServer> StartOwn()
    {
        var port = Ports.One();
        var server = new RedisServer($"127.0.0.1:{port}", port);
        await server.Run();
        return server;
    }

    /// <summary>Starts it where it was, with nothing in it; nothing happens while it runs.</summary>
    public async Task Run()
    {
        if (_own is { HasExited: false })
        {
            return;
        }
        _own?.Dispose();
        var start = new ProcessStartInfo("redis-server", ["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--dir", Path.GetTempPath()])
        {
            RedirectStandardOutput = true,
        };
        _own = Process.Start(start)!;
        _own.BeginOutputReadLine();
        await Until.True(() => Answers(_port), $"a private Redis on port {_port}");
    }

    public async Task Kill()
    {
        _own!.Kill();
        await _own.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_own is null)
        {
            return;
        }
        await Kill();
        _own.Dispose();
    }

    private static async Task<bool> Answers(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
