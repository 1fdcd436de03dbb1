using System.Collections.Immutable;

namespace GrupoGad.Dispatch;

/// <summary>How fast a class goes.</summary>
public static class SpeedRules
{
    private const double MpsPerKmh = 1 / 3.6;

    public static double Mps(ImmutableArray<string> skills, DispatchOptions options)
    {
        foreach (var skill in skills)
        {
            if (options.ClassSpeedKmh.TryGetValue(skill, out var speed))
            {
                return speed * MpsPerKmh;
            }
        }
        return UsualMps(options);
    }

    /// <summary>Speed of an efectivo without a class of its own.</summary>
    public static double UsualMps(DispatchOptions options) => options.SpeedKmh * MpsPerKmh;

    public static double FastestMps(DispatchOptions options) => Math.Max(options.SpeedKmh, options.ClassSpeedKmh.Values.DefaultIfEmpty().Max()) * MpsPerKmh;
}
