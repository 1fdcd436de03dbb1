using System.Collections.Concurrent;
using System.Collections.Immutable;
using GrupoGad.Commands;
using Orleans.Concurrency;

namespace GrupoGad.WebFrontend.Tests.Fakes;

/// <summary>What the fake inbox of one efectivo holds; shared with the test, which is in the same process.</summary>
internal sealed class InboxScript
{
    private static readonly ConcurrentDictionary<string, InboxScript> All = new();

    public ConcurrentDictionary<string, CommandOffer> Pending { get; } = new();

    /// <summary>What its clients are told of the efectivo itself; a part that is not here is not told.</summary>
    public ConcurrentDictionary<OwnPart, OwnState> Own { get; } = new();

    /// <summary>With the real rules of who takes over from whom.</summary>
    public InboxSessions Sessions { get; private set; } = NoSessions();

    /// <summary>The knowledge of a new activation of the inbox.</summary>
    public void ForgetSessions() => Sessions = NoSessions();

    public ConcurrentQueue<(string CommandId, RecipientStep Step)> Steps { get; } = new();

    /// <summary>What an acknowledgement is answered; null: recorded.</summary>
    public Func<string, RecipientStep, StepAnswer>? Judge { get; set; }

    /// <summary>A call ends when this does.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public bool Known { get; set; } = true;

    public int Attaches;

    public int Renewals;

    public static InboxScript Of(string efectivoId) => All.GetOrAdd(efectivoId, _ => new InboxScript());

    private static InboxSessions NoSessions() => new(1, TimeSpan.FromMinutes(10));

    /// <summary>Everything pending, as the contract orders it.</summary>
    public ImmutableArray<CommandOffer> InOrder() => [.. Pending.Values.OrderBy(offer => offer.Class).ThenBy(offer => offer.IssuedAt)];
}

[Reentrant]
internal sealed class FakeInboxGrain : Grain, IInboxGrain, IInboxFeedGrain, IInboxOwnGrain
{
    private InboxScript Script => InboxScript.Of(this.GetPrimaryKeyString());

    public async ValueTask<AttachAnswer> Attach(Attachment attachment, CancellationToken cancellation)
    {
        var isAnew = attachment.Epoch > 0;
        var epoch = isAnew ? attachment.Epoch : Script.Sessions.NextEpoch(DateTime.UtcNow);
        await Script.Gate;
        if (!Script.Known)
        {
            return new AttachAnswer { Attached = false };
        }
        Interlocked.Increment(ref Script.Attaches);
        if (!Script.Sessions.TryAttach(attachment with { Epoch = epoch }, isAnew, isComplete: true, DateTime.UtcNow, out var superseded))
        {
            return new AttachAnswer { Attached = true, Epoch = epoch, Superseded = true };
        }
        foreach (var former in superseded)
        {
            // As the real one does: nobody waits for a gateway of a session that is over.
            _ = former.Gateway.OnSuperseded(former.SessionId, epoch);
        }
        foreach (var part in Script.Own.Keys.Order())
        {
            await Changed(part);
        }
        return new AttachAnswer { Attached = true, Epoch = epoch, Pending = Script.InOrder() };
    }

    public async ValueTask<bool> Renew(Attachment attachment)
    {
        await Script.Gate;
        Interlocked.Increment(ref Script.Renewals);
        return Script.Sessions.Renew(attachment, DateTime.UtcNow);
    }

    public ValueTask Detach(string sessionId)
    {
        Script.Sessions.Drop(sessionId);
        return ValueTask.CompletedTask;
    }

    public async ValueTask<StepAnswer> Acknowledge(string commandId, RecipientStep step, CancellationToken cancellation)
    {
        await Script.Gate;
        Script.Steps.Enqueue((commandId, step));
        if (Script.Judge is { } judge)
        {
            return judge(commandId, step);
        }
        if (step.Step >= LadderStep.Accepted)
        {
            Script.Pending.TryRemove(commandId, out _);
        }
        return new StepAnswer { Outcome = StepOutcome.Recorded, Step = step.Step };
    }

    public ValueTask<ImmutableArray<CommandOffer>> Pending(CancellationToken cancellation) => ValueTask.FromResult(Script.InOrder());

    public async ValueTask Offer(CommandOffer command)
    {
        Script.Pending[command.CommandId] = command;
        foreach (var attachment in Script.Sessions.Live(DateTime.UtcNow))
        {
            await attachment.Gateway.OnOffer(attachment.SessionId, command);
        }
    }

    public async ValueTask Changed(OwnPart part)
    {
        if (Script.Own.TryGetValue(part, out var state))
        {
            foreach (var attachment in Script.Sessions.Live(DateTime.UtcNow))
            {
                await attachment.Gateway.OnOwn(attachment.SessionId, state);
            }
        }
    }

    public async ValueTask Settled(CommandEnd end)
    {
        Script.Pending.TryRemove(end.CommandId, out _);
        foreach (var attachment in Script.Sessions.Live(DateTime.UtcNow))
        {
            await attachment.Gateway.OnSettled(attachment.SessionId, end);
        }
    }

    public async ValueTask Withdraw(string commandId, string reason)
    {
        Script.Pending.TryRemove(commandId, out _);
        foreach (var attachment in Script.Sessions.Live(DateTime.UtcNow))
        {
            await attachment.Gateway.OnWithdrawn(attachment.SessionId, commandId, reason);
        }
    }
}
