using System.Text.Json;

namespace GrupoGad.Benchmarks.Ingest.Generator;

/// <summary>One round of load. Travels as JSON in the generator's only argument.</summary>
public sealed record GeneratorOptions
{
    public required string Url { get; init; }

    /// <summary>Recorded fleet whose paths are walked.</summary>
    public required string Trace { get; init; }

    /// <summary>Where to write each client's last fix.</summary>
    public required string LastFixes { get; init; }

    /// <summary>Clients, one socket and one efectivo each.</summary>
    public int Sockets { get; init; } = 2_000;

    public int FixesInFrame { get; init; } = 10;

    /// <summary>Frames of a client that wait for their acknowledgement.</summary>
    public int WindowMax { get; init; } = 1;

    public double WarmUpS { get; init; } = 2;

    public double MeasureS { get; init; } = 10;

    /// <summary>Reports a second over all clients, open loop; null: closed loop.</summary>
    public double? Rate { get; init; }

    /// <summary>Efectivos whose reports are timed to the viewer's screen, twice a second each; 0: no viewer.</summary>
    public int Probes { get; init; }

    /// <summary>
    /// Database where events at fences are stored, on the server lent to benches; they are timed to there and to the viewer's screen. Null: they are not.
    /// </summary>
    public string? FenceEvents { get; init; }

    public static string Code(int index) => $"B-{index:D5}";

    public static string ProbeCode(int index) => $"PROBE-{index:D3}";

    public string ToJson() => JsonSerializer.Serialize(this);

    public static GeneratorOptions FromJson(string json) =>
        JsonSerializer.Deserialize<GeneratorOptions>(json) ?? throw new FormatException("No options.");
}

/// <summary>Counts and latencies of one round of load.</summary>
public sealed record GeneratorResult
{
    /// <summary>Reports acknowledged in the measured time.</summary>
    public long Measured { get; init; }

    public double MeasuredS { get; init; }

    /// <summary>Over the whole round.</summary>
    public long Sent { get; init; }

    public long Accepted { get; init; }

    public long Refused { get; init; }

    public double AckP50Ms { get; init; }

    public double AckP99Ms { get; init; }

    public double FrameP50Ms { get; init; }

    public double FrameP99Ms { get; init; }

    public long FramesSeen { get; init; }

    /// <summary>Clients whose last fix the viewer's screen did not come to show.</summary>
    public int NotShown { get; init; }

    /// <summary>Events at fences stored in the round; those of the measured time are timed.</summary>
    public int Events { get; init; }

    /// <summary>Of those, not in a frame of the viewer's screen.</summary>
    public int EventsNotShown { get; init; }

    public long EventsTimed { get; init; }

    public double EventDurableP50Ms { get; init; }

    public double EventDurableP99Ms { get; init; }

    public double EventFrameP50Ms { get; init; }

    public double EventFrameP99Ms { get; init; }

    public double CpuSeconds { get; init; }

    public IReadOnlyDictionary<string, int> Oddities { get; init; } = new Dictionary<string, int>();
}

/// <summary>Where a client was last.</summary>
public sealed record LastFix(string Code, double Latitude, double Longitude, DateTime DeviceTime);
