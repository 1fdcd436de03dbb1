using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.Webhooks;

/// <summary>Where webhooks may go. Section <c>Gad:Webhooks</c>.</summary>
public sealed class WebhookPostOptions
{
    public const string Section = "Gad:Webhooks";

    /// <summary>
    /// Allows servers inside: loopback, private and link-local addresses, and http beside https. Off by default, because it opens the control room's network to
    /// every user who may make a webhook.
    /// </summary>
    public bool AllowPrivate { get; set; }

    /// <summary>Until a server has answered.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);
}
