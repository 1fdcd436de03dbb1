namespace GrupoGad.Benchmarks.Harness;

/// <summary>Measures several contenders in turn, A B A B, so that other load of the machine hits all of them.</summary>
public static class Rounds
{
    public sealed record Contender(string Name, Func<TimeSpan, Task<Round>> Measure);

    /// <summary>The sum of each contender's rounds.</summary>
    public static async Task<IReadOnlyDictionary<string, Round>> Run(int rounds, TimeSpan duration, params Contender[] contenders)
    {
        var sums = new Dictionary<string, Round>();
        for (var i = 0; i < rounds; i++)
        {
            foreach (var contender in contenders)
            {
                var round = await contender.Measure(duration);
                Console.WriteLine($"  round {i + 1} {contender.Name}: {round}");
                sums[contender.Name] = sums.TryGetValue(contender.Name, out var sum) ? sum + round : round;
            }
        }
        return sums;
    }
}

/// <summary>Result of one contender in one round.</summary>
/// <param name="Operations">Operations done, with the right answer.</param>
/// <param name="Seconds">Wall-clock time.</param>
/// <param name="CpuSeconds">CPU time of the server's processes.</param>
public sealed record Round(long Operations, double Seconds, double CpuSeconds)
{
    public double PerSecond => Operations / Seconds;

    public double PerCpuSecond => Operations / CpuSeconds;

    public static Round operator +(Round a, Round b) =>
        new(a.Operations + b.Operations, a.Seconds + b.Seconds, a.CpuSeconds + b.CpuSeconds);

    public override string ToString() =>
        FormattableString.Invariant($"{Operations} in {Seconds:F1} s = {PerSecond:F0}/s, {PerCpuSecond:F0} per server CPU-second");
}
