using System.Collections.Concurrent;
using System.Diagnostics;

namespace GrupoGad.Console.Tests;

/// <summary>
/// One real process of the installation. Its last lines are kept for the message of a failing test; all of them in the folder that <c>GAD_TEST_LOGS</c>
/// names, a file each, for whoever looks for what happens once in a hundred runs.
/// </summary>
internal sealed class GadProcess : IAsyncDisposable
{
    private const int LinesKept = 40;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private long _written;
    private TextWriter _log = TextWriter.Null;

    private GadProcess(Process process) => _process = process;

    public string LastLines => string.Join('\n', _lines);

    public long LinesWritten => Interlocked.Read(ref _written);

    public bool HasExited => _process.HasExited;

    public static GadProcess Start(string project, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", Repository.Assembly(project))
        {
            WorkingDirectory = Path.Combine(Repository.Root, project),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        var process = new Process { StartInfo = start };
        var started = new GadProcess(process);
        process.OutputDataReceived += (_, line) => started.Keep(line.Data);
        process.ErrorDataReceived += (_, line) => started.Keep(line.Data);
        process.Start();
        if (Environment.GetEnvironmentVariable("GAD_TEST_LOGS") is { Length: > 0 } folder)
        {
            started._log = TextWriter.Synchronized(File.CreateText(Path.Combine(folder, $"{project}-{process.Id}.log")));
        }
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return started;
    }

    /// <summary>As <c>kill -9</c>: no goodbye.</summary>
    public async Task Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
        await _process.WaitForExitAsync();
    }

    /// <param name="name">Without SIG.</param>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        _process.Dispose();
        await _log.DisposeAsync();
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }
        _lines.Enqueue(line);
        Interlocked.Increment(ref _written);
        _log.WriteLine(line);
        while (_lines.Count > LinesKept)
        {
            _lines.TryDequeue(out _);
        }
    }
}
