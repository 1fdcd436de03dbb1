using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Webhooks;

/// <summary>How events go out. Section <c>Gad:Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    public const string Section = "Gad:Webhooks";

    /// <summary>Events of one request. 100: some 40 KB.</summary>
    [Range(1, 1_000)]
    public int BatchMax { get; set; } = 100;

    /// <summary>Between two looks for what happened, when there was nothing.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:00")]
    public TimeSpan Look { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Until the first retry; doubled with each.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:00")]
    public TimeSpan PauseMin { get; set; } = TimeSpan.FromSeconds(1);

    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan PauseMax { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Tries of one event that the server refuses, before it is put aside. 5: some 15 s, longer than a restart.</summary>
    [Range(1, 100)]
    public int RefusalsMax { get; set; } = 5;

    /// <summary>An event that is older than this is put aside when its server is still away.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(3);
}
