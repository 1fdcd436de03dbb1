using System.Collections.Immutable;
using GrupoGad.Fences;

namespace GrupoGad.Webhooks;

/// <summary>Carries events to a server outside, over HTTP.</summary>
public interface IWebhookPost
{
    /// <summary>One request with all of them, signed. Never throws for what the other side does.</summary>
    /// <param name="secret">Signs it; never logged.</param>
    Task<PostResult> Send(string webhookId, string url, string secret, ImmutableArray<FenceEvent> events, CancellationToken cancellation);

    /// <summary>Why an address may not be used; null when it may.</summary>
    string? Refuses(string url);
}

public enum PostOutcome
{
    /// <summary>2xx.</summary>
    Taken = 1,

    /// <summary>The server answered and refused.</summary>
    Refused = 2,

    /// <summary>The server did not answer, or it asked for a later try (408, 429, 503).</summary>
    Away = 3,

    /// <summary>410: the server does not want this webhook any more.</summary>
    Gone = 4,
}

/// <param name="Failure">In words for people, without content of the answer; empty when it was taken.</param>
public readonly record struct PostResult(PostOutcome Outcome, string Failure);
