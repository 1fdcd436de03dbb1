using System.Diagnostics;
using System.Globalization;
using GrupoGad.Benchmarks.Harness;
using Npgsql;

namespace GrupoGad.Benchmarks.Survive;

/// <summary>A PostgreSQL server of the bench's own that can be killed: durable as in service (fsync on), in a folder of its own.</summary>
public sealed class PrivatePostGis : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gad-bench-pg-").FullName;
    private readonly int _port;

    private PrivatePostGis(int port) => _port = port;

    public string Address => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres";

    private string Data => Path.Combine(_folder, "data");

    /// <summary>0 when it does not run.</summary>
    public int Pid => File.Exists(Path.Combine(Data, "postmaster.pid"))
        ? int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture)
        : 0;

    public static async Task<PrivatePostGis> Open(int port)
    {
        var server = new PrivatePostGis(port);
        if (Environment.IsPrivilegedProcess)
        {
            await Run("chown", ["postgres", server._folder]);
        }
        await AsOwner(Binary("initdb"), ["-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"]);
        await server.Start();
        await using var connection = new NpgsqlConnection(server.Address);
        await connection.OpenAsync();
        await RealParts.Execute(connection, "CREATE EXTENSION IF NOT EXISTS postgis");
        return server;
    }

    /// <summary>After a kill the lock stays until the last backend has noticed: tried again for a while.</summary>
    public async Task Start()
    {
        var deadline = DateTime.UtcNow.AddSeconds(60);
        while (true)
        {
            try
            {
                await AsOwner(Binary("pg_ctl"), ["start", "-w", "-D", Data, "-l", Path.Combine(_folder, "log"), "-o",
                    $"-p {_port} -k {_folder} -c listen_addresses=127.0.0.1 -c max_connections=200 -c shared_buffers=256MB"]);
                return;
            }
            catch (InvalidOperationException) when (DateTime.UtcNow < deadline)
            {
                await Task.Delay(300);
            }
        }
    }

    /// <summary>As <c>kill -9</c>.</summary>
    public Task Kill() => Signals.Send("KILL", Pid);

    public Task Freeze(TimeSpan time) => Signals.Freeze(Pid, time);

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        try
        {
            await AsOwner(Binary("pg_ctl"), ["stop", "-D", Data, "-m", "immediate"]);
        }
        catch (InvalidOperationException)
        {
            // It was down already.
        }
        Directory.Delete(_folder, recursive: true);
    }

    private static string Binary(string name) => Directory.EnumerateDirectories("/usr/lib/postgresql")
        .OrderByDescending(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))
        .Select(folder => Path.Combine(folder, "bin", name)).First(File.Exists);

    /// <summary>PostgreSQL refuses to run as root, so root runs it as the package's user.</summary>
    private static Task AsOwner(string program, string[] arguments) =>
        Environment.IsPrivilegedProcess ? Run("runuser", ["-u", "postgres", "--", program, .. arguments]) : Run(program, arguments);

    private static async Task Run(string program, string[] arguments)
    {
        // Output not inherited: the server would hold ours open after us.
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = "/", RedirectStandardOutput = true, RedirectStandardInput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(90));
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
        }
    }
}
