using System.Collections.Immutable;
using Orleans.Concurrency;

namespace GrupoGad.Commands;

/// <summary>The commands an efectivo still owes an answer to, and the sessions through which it can be reached.</summary>
/// <remarks>
/// Key: the efectivo's code. A grain beside the efectivo's own, so that a flood of positions never stands in front of a command. Soft state:
/// what is pending is read from the ledger when it comes to life, sessions are renewed by their gateways.
/// </remarks>
[Alias(Aliases.InboxGrain)]
public interface IInboxGrain : IGrainWithStringKey
{
    /// <summary>
    /// A session of its client. The newest wins, unless the option allows several devices. Answers everything pending: critical first, then by age.
    /// </summary>
    [Alias(nameof(Attach))]
    ValueTask<AttachAnswer> Attach(Attachment attachment, CancellationToken cancellation = default);

    /// <summary>The gateway still has the session. False: the inbox does not know it any more, and the gateway has to attach it again.</summary>
    [Alias(nameof(Renew)), AlwaysInterleave]
    ValueTask<bool> Renew(Attachment attachment);

    [Alias(nameof(Detach))]
    ValueTask Detach(string sessionId);

    /// <summary>
    /// What the client said of a command, passed to the command's grain; durable before the answer.
    /// </summary>
    [Urgent, Alias(nameof(Acknowledge)), AlwaysInterleave]
    ValueTask<StepAnswer> Acknowledge(string commandId, RecipientStep step, CancellationToken cancellation = default);

    /// <summary>Everything pending: critical first, then by age.</summary>
    [Alias(nameof(Pending)), AlwaysInterleave]
    ValueTask<ImmutableArray<CommandOffer>> Pending(CancellationToken cancellation = default);
}

/// <summary>An inbox as commands see it.</summary>
[Alias(Aliases.InboxFeedGrain)]
public interface IInboxFeedGrain : IGrainWithStringKey
{
    /// <summary>A command for it; the same again while it is not delivered is sent again.</summary>
    [Alias(nameof(Offer)), OneWay]
    ValueTask Offer(CommandOffer command);

    /// <summary>It need not be answered any more.</summary>
    [Alias(nameof(Withdraw)), OneWay]
    ValueTask Withdraw(string commandId, string reason);

    /// <summary>Another person or another session reported a step: an answer by radio, a waiver, the end of its operation.</summary>
    [Alias(nameof(Settled)), OneWay]
    ValueTask Settled(CommandEnd end);
}

/// <summary>An inbox as the efectivo's other grains see it.</summary>
[Alias(Aliases.InboxOwnGrain)]
public interface IInboxOwnGrain : IGrainWithStringKey
{
    /// <summary>This part changed. The message has no content: the inbox reads the current state before it sends it, so the order does not matter.</summary>
    [Alias(nameof(Changed)), OneWay]
    ValueTask Changed(OwnPart part);
}

/// <summary>One session of an efectivo's client at one gateway.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.Attachment)]
public sealed record Attachment
{
    [Id(0)] public required ICommandObserver Gateway { get; init; }

    [Id(1)] public required string SessionId { get; init; }

    /// <summary>Name that the client gives its device; empty: unnamed. A new session of the same device replaces its former one.</summary>
    [Id(2)] public string Device { get; init; } = "";

    /// <summary>
    /// 0 when a client attaches; the value of <see cref="AttachAnswer.Epoch"/> on renewal, and when its gateway attaches it again. The session keeps its
    /// place among the sessions of its efectivo.
    /// </summary>
    [Id(3)] public long Epoch { get; init; }

    /// <summary>On renewal: a silo was lost, and notices of changes may be lost with it. The client receives all of its own state again.</summary>
    [Id(4)] public bool Unsure { get; init; }
}

[GenerateSerializer, Immutable, Alias(Aliases.AttachAnswer)]
public sealed record AttachAnswer
{
    /// <summary>False: no such efectivo.</summary>
    [Id(0)] public required bool Attached { get; init; }

    /// <summary>Grows with every attach of this efectivo, also over restarts: the newest wins.</summary>
    [Id(1)] public long Epoch { get; init; }

    [Id(2)] public ImmutableArray<CommandOffer> Pending { get; init; } = [];

    /// <summary>Newer sessions took over: this one is not attached, and is to be closed.</summary>
    [Id(3)] public bool Superseded { get; init; }

    /// <summary>More may be pending: storage is away, or there is no room. A command that is missing here is not over for that.</summary>
    [Id(4)] public bool Incomplete { get; init; }
}

/// <summary>A gateway as inboxes see it: one per process. It only takes in: a call to an observer holds up the next one.</summary>
[Alias(Aliases.CommandDoor)]
public interface ICommandObserver : IGrainObserver
{
    [Alias(nameof(OnOffer))]
    Task OnOffer(string sessionId, CommandOffer command);

    [Alias(nameof(OnWithdrawn))]
    Task OnWithdrawn(string sessionId, string commandId, string reason);

    [Alias(nameof(OnSettled))]
    Task OnSettled(string sessionId, CommandEnd end);

    /// <summary>State of the client's own efectivo, sent after each attach and after each change.</summary>
    [Alias(nameof(OnOwn))]
    Task OnOwn(string sessionId, OwnState state);

    /// <summary>A newer session of the efectivo took over: this one is closed.</summary>
    [Alias(nameof(OnSuperseded))]
    Task OnSuperseded(string sessionId, long epoch);
}
