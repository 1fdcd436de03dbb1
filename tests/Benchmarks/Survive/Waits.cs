namespace GrupoGad.Benchmarks.Survive;

/// <summary>The longest of all waits, in seconds.</summary>
public sealed class Waits
{
    private readonly Lock _lock = new();

    /// <summary>Of one request at a gateway that goes on, until any answer.</summary>
    public double Longest { get; private set; }

    /// <summary>At a gateway that was killed or stood still: its caller has to turn to another.</summary>
    public double LongestStruck { get; private set; }

    /// <summary>From the first press of a panic until every screen rings whose gateway goes on, where a silo goes on.</summary>
    public double Rings { get; private set; }

    public double RingsWithoutSilo { get; private set; }

    /// <summary>The same where the first gateway that was asked is one that was struck.</summary>
    public double RingsStruck { get; private set; }

    /// <summary>Of one who repeats what is unavailable until it is done.</summary>
    public double UntilDone { get; private set; }

    public void Waited(double seconds, bool struck)
    {
        lock (_lock)
        {
            (Longest, LongestStruck) = struck ? (Longest, Math.Max(LongestStruck, seconds)) : (Math.Max(Longest, seconds), LongestStruck);
        }
    }

    public void Rang(double seconds, bool withSilo)
    {
        lock (_lock)
        {
            (Rings, RingsWithoutSilo) = withSilo ? (Math.Max(Rings, seconds), RingsWithoutSilo) : (Rings, Math.Max(RingsWithoutSilo, seconds));
        }
    }

    public void RangAtStruck(double seconds)
    {
        lock (_lock)
        {
            RingsStruck = Math.Max(RingsStruck, seconds);
        }
    }

    public void Done(double seconds)
    {
        lock (_lock)
        {
            UntilDone = Math.Max(UntilDone, seconds);
        }
    }
}
