using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace GrupoGad.Silo.Tests;

/// <summary>A private PostgreSQL of its own folder and port, from the distribution's binaries. Fsync is off: it never sees a power cut.</summary>
public sealed class PostgresServer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gad-pg-").FullName;
    private readonly int _port = Ports.One();

    public PostgresServer()
        : this("initdb", data => ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"])
    {
    }

    private PostgresServer(string maker, Func<string, string[]> arguments)
    {
        if (Environment.IsPrivilegedProcess)
        {
            Check("chown", ["postgres", _folder]);
        }
        Check(Binary(maker), arguments(Path.Combine(_folder, "data")));
        Start();
    }

    /// <summary>A streaming replica, from a base backup of this one.</summary>
    public PostgresServer Replica() => new("pg_basebackup", data =>
        ["-D", data, "-h", "127.0.0.1", "-p", _port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", "-R", "-X", "stream", "-c", "fast", "--no-sync"]);

    /// <summary>As its superuser, to the maintenance database.</summary>
    public string Address => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres";

    public void Start() => Control("start", "-w", "-t", "170", "-l", Path.Combine(_folder, "log"), "-o",
        $"-p {_port} -k {_folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off");

    /// <summary>As if it were killed: connections break, nothing is rolled up.</summary>
    public void StopAtOnce() => Control("stop", "-m", "immediate");

    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        StopAtOnce();
        Directory.Delete(_folder, recursive: true);
    }

    private void Control(string action, params string[] arguments) =>
        Check(Binary("pg_ctl"), [action, "-D", Path.Combine(_folder, "data"), .. arguments]);

    private static string Binary(string name) => Directory.EnumerateDirectories("/usr/lib/postgresql")
        .OrderByDescending(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))
        .Select(folder => Path.Combine(folder, "bin", name)).First(File.Exists);

    /// <summary>PostgreSQL refuses to run as root, so root runs it as the package's user.</summary>
    private static void Check(string program, string[] arguments)
    {
        var asPostgres = Environment.IsPrivilegedProcess && program != "chown";
        var start = asPostgres
            ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.WorkingDirectory = "/";
        // Not inherited: the server would hold our output open after us.
        start.RedirectStandardOutput = start.RedirectStandardInput = true;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        process.WaitForExit(TimeSpan.FromSeconds(180));
        Assert.True(process.HasExited && process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} failed");
    }
}
