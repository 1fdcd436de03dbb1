using System.Collections.Immutable;

namespace GrupoGad.Webhooks;

/// <summary>A webhook as stored.</summary>
public sealed record WebhookState
{
    /// <summary>Null: there is none.</summary>
    public WebhookPlan? Plan { get; init; }

    public string Secret { get; init; } = "";

    public long Position { get; init; }

    public long Delivered { get; init; }

    public DateTime? FailingSince { get; init; }

    public string LastFailure { get; init; } = "";

    /// <summary>Tries in a row that failed, since something last got through or was given up.</summary>
    public int Tries { get; init; }

    public DateTime? NextTry { get; init; }

    /// <summary>Newest first.</summary>
    public ImmutableArray<DeadLetter> DeadLetters { get; init; } = [];

    public long DeadLettersDropped { get; init; }

    /// <summary>Changes of its plan and secret so far, also over a removal.</summary>
    public long Version { get; init; }

    /// <summary>There is something to deliver, now or when it happens.</summary>
    public bool IsAtWork => Plan is { Paused: false };
}
