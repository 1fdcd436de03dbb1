using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using StackExchange.Redis;

namespace GrupoGad.Silo.Tests.RedisStreams;

/// <summary>A Redis of the tests' own that may be killed, frozen and emptied. It keeps what it has in a folder of its own.</summary>
public sealed class PrivateRedis : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gad-redis-").FullName;
    private readonly int _port = Ports.One();
    private Process? _process;

    public string Address => $"127.0.0.1:{_port}";

    public async ValueTask InitializeAsync() => await Start();

    public async Task Start()
    {
        var start = new ProcessStartInfo("redis-server",
            ["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "yes", "--maxmemory-policy", "noeviction", "--dir", _folder])
        {
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        _process.BeginOutputReadLine();
        await Until.True(Answers, $"a private Redis on port {_port}");
    }

    /// <summary>As by <c>kill -9</c>.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Its connections stay up, and nothing answers.</summary>
    public Task Freeze() => Signal("STOP");

    public Task Thaw() => Signal("CONT");

    /// <summary>Takes connections and keeps every command waiting. Plainly sent: the driver would wait for its own farewell.</summary>
    public async Task Pause(int ms)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"CLIENT PAUSE {ms} ALL\r\n"));
        using var reader = new StreamReader(stream);
        Assert.Equal("+OK", await reader.ReadLineAsync());
    }

    /// <summary>For what the code under test has no call for.</summary>
    public async Task<RedisResult> Do(string command, params object[] arguments)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(Address + ",allowAdmin=true");
        return await connection.GetDatabase().ExecuteAsync(command, arguments);
    }

    public async Task<long> Length(string key) => (long)await Do("XLEN", key);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await Thaw();
            await Kill();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private async Task Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    private async Task<bool> Answers()
    {
        try
        {
            return (string?)await Do("PING") == "PONG";
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return false;
        }
    }
}
