namespace GrupoGad.Benchmarks.Harness;

/// <summary>One process of a <see cref="Cluster"/>, on the same ports in each of its lives.</summary>
public sealed class Member(string program, int adminPort, IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    private Child? _child;
    private double _cpuOfFormerLives;

    public double CpuSeconds => _cpuOfFormerLives + (_child?.Cpu.Seconds() ?? 0);

    public double PeakMiB => _child?.PeakMiB ?? 0;

    public bool Runs => _child is { HasExited: false };

    public string Said => _child?.Tail() ?? "";

    /// <summary>Ends when it is ready; nothing happens when it runs.</summary>
    public async Task Start()
    {
        if (Runs)
        {
            return;
        }
        await (_child?.DisposeAsync() ?? default);
        _child = Child.Start(program, [], settings);
        await _child.Healthy(new Uri($"http://127.0.0.1:{adminPort}/health/ready"), TimeSpan.FromSeconds(120));
    }

    /// <summary>As <c>kill -9</c>.</summary>
    public async Task Kill()
    {
        _cpuOfFormerLives = CpuSeconds;
        await (_child?.DisposeAsync() ?? default);
        _child = null;
    }

    /// <summary>Stands still for a while, as a machine that swaps or a virtual one that is moved.</summary>
    public Task Freeze(TimeSpan time) => _child is { HasExited: false } child ? Signals.Freeze(child.Id, time) : Task.CompletedTask;

    public ValueTask DisposeAsync() => _child?.DisposeAsync() ?? default;
}
