using System.ComponentModel.DataAnnotations;

namespace GrupoGad.WebFrontend.Fences;

/// <summary>Limits of the feed of fence events. Section <c>Gad:Fences</c>.</summary>
public sealed class FenceEndpointOptions
{
    public const string Section = "Gad:Fences";

    /// <summary>Feeds open at once on this gateway. 200: integrators are few; screens use the live socket.</summary>
    [Range(1, 10_000)]
    public int FeedsMax { get; set; } = 200;

    /// <summary>Longest silence of a feed. After it the feed looks for events itself, whether or not it was notified of one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Beat { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Features of one import. 5,000: a city's districts and blocks.</summary>
    [Range(1, 100_000)]
    public int ImportMax { get; set; } = 5_000;
}
