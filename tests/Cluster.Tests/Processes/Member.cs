using GrupoGad.Console.Tests;

namespace GrupoGad.Cluster.Tests.Processes;

/// <summary>One silo or gateway of the installation: killed and started again with the same ports.</summary>
internal sealed class Member(string project, int adminPort, IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    private static readonly HttpClient _http = new();

    private GadProcess? _process;

    /// <summary>For the words of a test that fails.</summary>
    public string Name { get; } = $"{project} at {adminPort}";

    public string LastLines => _process?.LastLines ?? "";

    /// <summary>Since its last start.</summary>
    public long LinesWritten => _process?.LinesWritten ?? 0;

    /// <summary>Ends when it is ready.</summary>
    public async Task Start()
    {
        if (_process is { HasExited: false })
        {
            return;
        }
        await (_process?.DisposeAsync() ?? default);
        _process = GadProcess.Start(project, settings);
        await Until.True(IsReady, $"{project} to be ready", 90, () => Task.FromResult(LastLines));
    }

    /// <summary>As <c>kill -9</c>.</summary>
    public Task Kill() => _process!.Kill();

    /// <summary>As SIGSTOP: it lives, holds its connections and does nothing.</summary>
    public void Freeze() => _process!.Signal("STOP");

    public void GoOn() => _process!.Signal("CONT");

    public bool HasEnded => _process!.HasExited;

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? default;

    private async Task<bool> IsReady()
    {
        Assert.False(_process!.HasExited, $"{project} ended: {LastLines}");
        try
        {
            using var answer = await _http.GetAsync(new Uri($"http://127.0.0.1:{adminPort}/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
