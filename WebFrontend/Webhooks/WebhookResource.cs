using GrupoGad.Fences;
using GrupoGad.WebFrontend.Fences;
using GrupoGad.WebFrontend.Places;
using GrupoGad.WebFrontend.Preconditions;
using GrupoGad.Webhooks;

namespace GrupoGad.WebFrontend.Webhooks;

/// <summary>A webhook as REST shows it. Its secret is never shown again.</summary>
/// <param name="Status">Delivering, Failing or Paused.</param>
/// <param name="Position">Events up to this number are dealt with.</param>
/// <param name="FailingSince">Since when nothing gets through; null while it does.</param>
/// <param name="LastFailure">Why the last try failed.</param>
/// <param name="DeadLetters">How many events are put aside.</param>
/// <param name="Version">Grows with every change of its plan or secret.</param>
public sealed record WebhookResource(
    string WebhookId, WebhookItem Plan, string Status, long Position, long Delivered, DateTime? FailingSince, string? LastFailure, DateTime? NextTry,
    int DeadLetters, long DeadLettersDropped, long Version) : IVersioned
{
    string? IVersioned.Moving => $"{Position} {Delivered} {FailingSince:O} {LastFailure} {NextTry:O} {DeadLetters} {DeadLettersDropped}";

    internal static WebhookResource? OfKnown(WebhookView? view) => view is null ? null : Of(view);

    public static WebhookResource Of(WebhookView view) => new(
        view.WebhookId, WebhookItem.Of(view.Plan), view.Plan.Paused ? "Paused" : view.FailingSince is null ? "Delivering" : "Failing", view.Position,
        view.Delivered, view.FailingSince, view.LastFailure.Length == 0 ? null : view.LastFailure, view.NextTry, view.DeadLetters.Length,
        view.DeadLettersDropped, view.Version);
}

/// <summary>As <see cref="WebhookResource"/>, with the secret that signs its deliveries. The secret is shown only this once.</summary>
/// <param name="Secret">Of <c>Gad-Signature: t=SECONDS,v1=HEX</c>: HMAC-SHA256 of <c>SECONDS.BODY</c>.</param>
public sealed record MadeWebhook(WebhookResource Webhook, string Secret) : IVersioned
{
    long IVersioned.Version => Webhook.Version;

    string? IVersioned.Moving => ((IVersioned)Webhook).Moving;
}

/// <param name="At">When it was put aside, or last tried, UTC.</param>
/// <param name="Failure">Why.</param>
public sealed record DeadLetterResource(FenceEventResource Event, DateTime At, string Failure)
{
    public static DeadLetterResource Of(DeadLetter letter) => new(FenceEventResource.Of(letter.Event), letter.At, letter.Failure);
}

/// <summary>A webhook as it is put.</summary>
/// <param name="Url">Absolute; https outside Development.</param>
/// <param name="Kinds">Left out: any.</param>
/// <param name="Fences">Codes, at most 500; left out: any.</param>
/// <param name="Paused">Events in the meantime go out when the webhook is not paused any more.</param>
public sealed record WebhookItem(string? Url, IReadOnlyList<FenceEventKind>? Kinds, IReadOnlyList<string?>? Fences, bool? Paused)
{
    private const int UrlMax = 500;
    private const int FencesMax = 500;

    public static WebhookItem Of(WebhookPlan plan) => new(plan.Url, [.. plan.Kinds], [.. plan.Fences], plan.Paused);

    internal WebhookPlan Read(BodyReading reading)
    {
        var fences = Fences ?? [];
        if (fences.Count > FencesMax)
        {
            reading.Refuse("fences", $"{fences.Count} entries", $"at most {FencesMax}");
        }
        for (var i = 0; i < fences.Count && i < FencesMax; i++)
        {
            FenceRequests.Code(reading, fences[i] ?? "", $"fences[{i}]");
        }
        return new WebhookPlan
        {
            Url = reading.Line("url", Url, 1, UrlMax),
            Kinds = [.. (Kinds ?? []).Distinct()],
            Fences = [.. fences.Take(FencesMax).Select(code => code ?? "").Distinct()],
            Paused = Paused == true,
        };
    }
}
