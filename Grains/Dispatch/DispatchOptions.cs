using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Dispatch;

/// <summary>Limits and costs of dispatch. Section <c>Gad:Dispatch</c>. All costs are in seconds of travel, so that they can be added.</summary>
public sealed class DispatchOptions
{
    public const string Section = "Gad:Dispatch";

    /// <summary>Speed over ground of an efectivo without a class of its own, km/h. Default 30: an urban patrol, doors included.</summary>
    [Range(1, 300)] public double SpeedKmh { get; set; } = 30;

    /// <summary>Speeds of classes, km/h, by the skill that makes the class; of several the first in its profile counts.</summary>
    public Dictionary<string, double> ClassSpeedKmh { get; } = new(StringComparer.Ordinal) { ["motorista"] = 40, ["ciclista"] = 15, ["a-pie"] = 5 };

    /// <summary>How much longer streets are than the straight line. Default 1.3: between a grid's worst (1.41) and a city's usual.</summary>
    [Range(1, 5)] public double DetourFactor { get; set; } = 1.3;

    /// <summary>Efectivos further away than this are not proposed, seconds of travel. Default 3,600.</summary>
    [Range(1, 86_400)] public double MaxTravelS { get; set; } = 3_600;

    /// <summary>Oldest position that a decision is made on, seconds. Default 300: at 30 km/h an efectivo is 2.5 km away by then.</summary>
    [Range(1, 86_400)] public int FixAgeMaxS { get; set; } = 300;

    /// <summary>Worst accuracy that a decision is made on, metres. Default 100: the mission's. A position without an accuracy passes.</summary>
    [Range(1, 10_000)] public double AccuracyMaxM { get; set; } = 100;

    /// <summary>Available ones that a live cell should keep. Default 2.</summary>
    [Range(0, 1_000)] public int CoverWanted { get; set; } = 2;

    /// <summary>Cost of leaving a cell without any efectivo, seconds; in equal steps from <see cref="CoverWanted"/> down. Default 180.</summary>
    [Range(0, 86_400)] public double CoverPenaltyS { get; set; } = 180;

    /// <summary>Hours of the last 24 that cost nothing. Default 8.</summary>
    [Range(0, 24)] public double FatigueFreeH { get; set; } = 8;

    /// <summary>Cost of each further hour, seconds. Default 30.</summary>
    [Range(0, 3_600)] public double FatiguePerHourS { get; set; } = 30;

    /// <summary>Cost of each assignment of the last 24 hours, seconds. Default 20: of two alike, the one with fewer assignments goes.</summary>
    [Range(0, 3_600)] public double WorkloadPerAssignmentS { get; set; } = 20;

    /// <summary>Efectivos that one recommendation asks at most. Default 512.</summary>
    [Range(16, 1_000)] public int ConsiderMax { get; set; } = 512;

    /// <summary>Nearest efectivos, of any availability, that are judged so that the answer can say why they were not chosen. Default 40.</summary>
    [Range(0, 1_000)] public int ExplainNearest { get; set; } = 40;

    /// <summary>Calls to grains under way for one request. Default 64.</summary>
    [Range(1, 1_000)] public int CallsMax { get; set; } = 64;

    /// <summary>Candidates of each operation in a joint plan, beside how many it needs. Default 32; an operation left short gets more.</summary>
    [Range(1, 1_000)] public int JointCandidates { get; set; } = 32;

    /// <summary>How long the duty roster or the workload may take before they do not count, milliseconds. Default 1,500.</summary>
    [Range(10, 60_000)] public int AskMs { get; set; } = 1_500;

    /// <summary>How long the road graph may take before straight lines are taken instead, milliseconds. Default 5,000.</summary>
    [Range(10, 60_000)] public int RoadsMs { get; set; } = 5_000;

    /// <summary>Farthest from a road, metres, at which an efectivo's way is sought on the graph. Default 1,000; beyond that the straight line counts.</summary>
    [Range(1, 100_000)] public double SnapMaxM { get; set; } = 1_000;

    /// <summary>Every class speed is one.</summary>
    public bool SpeedsAreValid => ClassSpeedKmh.Values.All(speed => speed is >= 1 and <= 300);
}
