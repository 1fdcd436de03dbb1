using System.Diagnostics;
using System.Net.Sockets;

namespace GrupoGad.Cluster.Tests.Processes;

/// <summary>The Redis of GAD_TEST_REDIS, or a private one that keeps nothing, while the tests run.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly Process? _own;

    private RedisServer(string address, Process? own) => (Address, _own) = (address, own);

    public string Address { get; }

    public static async Task<RedisServer> Start()
    {
        if (Environment.GetEnvironmentVariable("GAD_TEST_REDIS") is { Length: > 0 } given)
        {
            return new RedisServer(given, null);
        }
        var port = Ports.One();
        var start = new ProcessStartInfo("redis-server", ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--dir", Path.GetTempPath()])
        {
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        var server = new RedisServer($"127.0.0.1:{port}", process);
        await Until.True(() => Answers(port), $"a private Redis on port {port}");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (_own is null)
        {
            return;
        }
        _own.Kill();
        await _own.WaitForExitAsync();
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
