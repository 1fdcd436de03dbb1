using System.ComponentModel.DataAnnotations;

namespace GrupoGad.WebFrontend.Hosting.Calls;

/// <summary>How long an endpoint waits for a grain. Section <c>Gad:Calls</c>.</summary>
public sealed class CallOptions
{
    public const string Section = "Gad:Calls";

    /// <summary>
    /// Milliseconds that a call may take with all its repetitions, then it is unavailable.
    /// 4,000, so that no caller waits longer than a few seconds. A question that needs more carries <c>ResponseTimeout</c>.
    /// </summary>
    [Range(100, 60_000)]
    public int PatienceMs { get; set; } = 4_000;

    /// <summary>
    /// Milliseconds until a call without an answer is sent again, through another silo.
    /// 2,000: a slow answer is not asked for twice, and one of a silo that hangs leaves time for another.
    /// </summary>
    [Range(50, 60_000)]
    public int AttemptMs { get; set; } = 2_000;

    /// <summary>The same for calls for help and orders. 1,000.</summary>
    [Range(50, 60_000)]
    public int UrgentAttemptMs { get; set; } = 1_000;
}
