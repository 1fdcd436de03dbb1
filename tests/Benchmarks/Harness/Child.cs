using System.Diagnostics;
using System.Threading.Channels;

namespace GrupoGad.Benchmarks.Harness;

/// <summary>A .NET program of this repository as a process of its own. Ended, by its id, with the bench.</summary>
public sealed class Child : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _tail = [];

    private Child(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public CpuMeter Cpu => CpuMeter.Of(_process.Id);

    public double PeakMiB => _process.HasExited ? 0 : PeakKiB(_process.Id) / 1024.0;

    public static Child Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        var child = new Child(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start."));
        child._process.OutputDataReceived += (_, line) => child.Take(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>The text after <paramref name="word"/> on the next line that begins with it.</summary>
    /// <exception cref="InvalidOperationException">The program ended, or the line did not come in time.</exception>
    public async Task<string> Line(string word, TimeSpan within)
    {
        using var late = new CancellationTokenSource(within);
        try
        {
            while (true)
            {
                var line = await _lines.Reader.ReadAsync(late.Token);
                if (line.StartsWith(word, StringComparison.Ordinal))
                {
                    return line[word.Length..].Trim();
                }
            }
        }
        catch (Exception e) when (e is ChannelClosedException or OperationCanceledException)
        {
            throw new InvalidOperationException($"Waited {within.TotalSeconds:F0} s for '{word}'; the program said:\n{Tail()}", e);
        }
    }

    /// <summary>Asks until the address answers 200.</summary>
    public async Task Healthy(Uri address, TimeSpan within)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        var deadline = DateTime.UtcNow + within;
        while (!_process.HasExited && DateTime.UtcNow < deadline)
        {
            try
            {
                using var answer = await http.GetAsync(address);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not up yet.
            }
            await Task.Delay(100);
        }
        throw new InvalidOperationException($"Waited {within.TotalSeconds:F0} s for {address}; the program said:\n{Tail()}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public string Tail()
    {
        lock (_tail)
        {
            return string.Join('\n', _tail.TakeLast(30));
        }
    }

    private void Take(string? line)
    {
        Keep(line);
        if (line is null)
        {
            _lines.Writer.TryComplete();
            return;
        }
        _lines.Writer.TryWrite(line);
    }

    private void Keep(string? line)
    {
        lock (_tail)
        {
            _tail.Add(line ?? "");
            if (_tail.Count > 200)
            {
                _tail.RemoveRange(0, 100);
            }
        }
    }

    private static long PeakKiB(int pid) => File.ReadLines($"/proc/{pid}/status")
        .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture))
        .FirstOrDefault();
}
