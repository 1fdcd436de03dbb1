using System.Diagnostics;
using System.Net.Sockets;
using GrupoGad.Benchmarks.Harness;

namespace GrupoGad.Benchmarks.Survive;

/// <summary>A Redis of the bench's own that can be killed: with its log of writes, as in service.</summary>
public sealed class PrivateRedis : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gad-bench-redis-").FullName;
    private readonly int _port;
    private Process? _process;

    private PrivateRedis(int port) => _port = port;

    public string Address => $"127.0.0.1:{_port}";

    public static async Task<PrivateRedis> Open(int port)
    {
        var server = new PrivateRedis(port);
        await server.Start();
        return server;
    }

    public async Task Start()
    {
        _process = Process.Start(new ProcessStartInfo("redis-server", ["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "yes",
            "--maxmemory-policy", "noeviction", "--dir", _folder]) { RedirectStandardOutput = true })!;
        _process.BeginOutputReadLine();
        var deadline = DateTime.UtcNow.AddSeconds(30);
        while (!await Answers())
        {
            if (DateTime.UtcNow > deadline)
            {
                throw new InvalidOperationException($"Redis on port {_port} did not answer within 30 s.");
            }
            await Task.Delay(50);
        }
    }

    /// <summary>As <c>kill -9</c>.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>As after the loss of its disk: it is back, and knows nothing.</summary>
    public async Task Empty()
    {
        await Kill();
        Directory.Delete(_folder, recursive: true);
        Directory.CreateDirectory(_folder);
        await Start();
    }

    public Task Freeze(TimeSpan time) => Signals.Freeze(_process!.Id, time);

    public async ValueTask DisposeAsync()
    {
        await Kill();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> Answers()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
