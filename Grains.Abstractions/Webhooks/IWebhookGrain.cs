using System.Collections.Immutable;
using GrupoGad.Fences;

namespace GrupoGad.Webhooks;

/// <summary>Sends fence events to an integrator's server, signed, in order, each at least once. Undeliverable events become dead letters.</summary>
/// <remarks>
/// Key: the webhook's code, <c>^[A-Z0-9_-]{3,50}$</c>. Every change is durable before the answer; a delivery that was not stored is made again.
/// </remarks>
[Alias(Aliases.WebhookGrain)]
public interface IWebhookGrain : IGrainWithStringKey
{
    /// <summary>Creates it, and then it begins with what happens from now on; or replaces its plan.</summary>
    /// <param name="actor">Subject of the caller's token.</param>
    [Once, Alias(nameof(Put))]
    ValueTask<WebhookAnswer> Put(WebhookPlan plan, string actor, Expected expected = default, CancellationToken cancellation = default);

    /// <summary>A new secret; the former signs nothing from then on.</summary>
    [Alias(nameof(Rotate))]
    ValueTask<WebhookAnswer> Rotate(string actor, CancellationToken cancellation = default);

    [Once, Alias(nameof(Remove))]
    ValueTask<WebhookAnswer> Remove(string actor, Expected expected = default, CancellationToken cancellation = default);

    /// <summary>Null when there is none.</summary>
    [Alias(nameof(Describe))]
    ValueTask<WebhookView?> Describe(CancellationToken cancellation = default);

    /// <summary>Tries the dead letters again, once each; those that go out are dead letters no more.</summary>
    [Alias(nameof(Revive))]
    ValueTask<WebhookAnswer> Revive(string actor, CancellationToken cancellation = default);

    /// <summary>Comes to life and goes on delivering. After a start, and after a silo died.</summary>
    [Alias(nameof(Wake))]
    ValueTask Wake(CancellationToken cancellation = default);
}

/// <summary>Where events go, and which.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.WebhookPlan)]
public sealed record WebhookPlan
{
    /// <summary>Absolute; https outside Development; at most 500 characters.</summary>
    [Id(0)] public required string Url { get; init; }

    /// <summary>Empty: any.</summary>
    [Id(1)] public ImmutableArray<FenceEventKind> Kinds { get; init; } = [];

    /// <summary>Codes; empty: any. At most 500.</summary>
    [Id(2)] public ImmutableArray<string> Fences { get; init; } = [];

    /// <summary>Paused: what happens meanwhile goes out when it is not any more.</summary>
    [Id(3)] public bool Paused { get; init; }
}

public enum WebhookOutcome
{
    Created = 1,
    Changed = 2,
    Unchanged = 3,
    Removed = 4,
    UnknownWebhook = 5,

    /// <summary>A value breaks a rule.</summary>
    Invalid = 6,

    /// <summary>It is not of the version that was expected, because another writer has changed it.</summary>
    Stale = 7,

    /// <summary>It would replace a plan and does not say which version.</summary>
    Unversioned = 8,
}

[GenerateSerializer, Immutable, Alias(Aliases.WebhookAnswer)]
public sealed record WebhookAnswer
{
    [Id(0)] public required WebhookOutcome Outcome { get; init; }

    /// <summary>Name of the field at fault, as in the plan; empty when none is.</summary>
    [Id(1)] public string Field { get; init; } = "";

    [Id(2)] public string Value { get; init; } = "";

    [Id(3)] public string Rule { get; init; } = "";

    [Id(4)] public WebhookView? View { get; init; }

    /// <summary>Secret that signs the deliveries, returned once, when it is made. Else empty.</summary>
    [Id(5)] public string Secret { get; init; } = "";
}

[GenerateSerializer, Immutable, Alias(Aliases.WebhookView)]
public sealed record WebhookView
{
    [Id(0)] public required string WebhookId { get; init; }

    [Id(1)] public required WebhookPlan Plan { get; init; }

    /// <summary>Every event up to this number is delivered, a dead letter, or none of its own.</summary>
    [Id(2)] public required long Position { get; init; }

    [Id(3)] public required long Delivered { get; init; }

    /// <summary>Since when nothing gets through; null while it does.</summary>
    [Id(4)] public DateTime? FailingSince { get; init; }

    /// <summary>Why the last try failed; empty when it did not.</summary>
    [Id(5)] public string LastFailure { get; init; } = "";

    /// <summary>When it is tried again; null when nothing failed.</summary>
    [Id(6)] public DateTime? NextTry { get; init; }

    /// <summary>Newest first; at most 1,000: what is older is dropped, and counted.</summary>
    [Id(7)] public ImmutableArray<DeadLetter> DeadLetters { get; init; } = [];

    [Id(8)] public long DeadLettersDropped { get; init; }

    /// <summary>Grows with every change of its plan or secret; what it delivers changes nothing.</summary>
    [Id(9)] public long Version { get; init; }
}

/// <summary>An event that could not be delivered.</summary>
/// <param name="Failure">Why, the last time.</param>
[GenerateSerializer, Immutable, Alias(Aliases.DeadLetter)]
public sealed record DeadLetter([property: Id(0)] FenceEvent Event, [property: Id(1)] DateTime At, [property: Id(2)] string Failure);
