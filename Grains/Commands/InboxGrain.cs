using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace GrupoGad.Commands;

/// <inheritdoc cref="IInboxGrain"/>
/// <remarks>
/// Reentrant: while a gateway takes in one command, or the ledger is read, others come and go. The pending commands only change between two
/// awaits, and a finished one stays finished, so a list that was read meanwhile brings nothing back.
/// </remarks>
[Reentrant, CollectionAgeLimit(Minutes = 10)]
public sealed partial class InboxGrain(CommandDependencies with) : Grain, IInboxGrain, IInboxFeedGrain, IInboxOwnGrain
{
    private readonly ILogger _logger = with.Loggers.CreateLogger<InboxGrain>();
    private readonly PendingCommands _pending = new(with.Options.PendingMax);
    private readonly InboxSessions _sessions = new(with.Options.DevicesMax, TimeSpan.FromSeconds(with.Options.SessionExpiryS));
    private Task<bool>? _loading;
    private IGrainTimer? _retry;

    private string Id => this.GetPrimaryKeyString();

    public async ValueTask<AttachAnswer> Attach(Attachment attachment, CancellationToken cancellation)
    {
        // Before anything is waited for: clients are in the order in which they asked.
        var (isAnew, epoch) = (attachment.Epoch > 0, attachment.Epoch > 0 ? attachment.Epoch : _sessions.NextEpoch(with.Now));
        if (!await IsKnown(cancellation))
        {
            DeactivateOnIdle();
            return new AttachAnswer { Attached = false };
        }
        var isLoaded = await Loaded();
        if (!_sessions.TryAttach(attachment with { Epoch = epoch }, isAnew, isLoaded, with.Now, out var superseded))
        {
            return new AttachAnswer { Attached = true, Epoch = epoch, Superseded = true };
        }
        foreach (var former in superseded)
        {
            _ = Supersede(former, epoch);
        }
        var pending = _pending.InOrder(with.Now);
        foreach (var command in pending)
        {
            // With this answer the gateway has them.
            Tell(command.CommandId, LadderStep.Sent);
        }
        TellAllOwn();
        TellEnds();
        LogAttached(Id, pending.Length, superseded.Count);
        return new AttachAnswer { Attached = true, Epoch = epoch, Pending = pending, Incomplete = !isLoaded || _pending.Overflowed };
    }

    public ValueTask<bool> Renew(Attachment attachment)
    {
        var known = _sessions.Renew(attachment, with.Now);
        if (known && attachment.Unsure)
        {
            TellAllOwn();
        }
        return ValueTask.FromResult(known);
    }

    public ValueTask Detach(string sessionId)
    {
        _sessions.Drop(sessionId);
        return ValueTask.CompletedTask;
    }

    public async ValueTask<ImmutableArray<CommandOffer>> Pending(CancellationToken cancellation)
    {
        if (!await Loaded())
        {
            throw new GadUnavailableException("postgis");
        }
        return _pending.InOrder(with.Now);
    }

    /// <summary>8  Sends the client's steps to the command; a settled command leaves the inbox.</summary>
    public async ValueTask<StepAnswer> Acknowledge(string commandId, RecipientStep step, CancellationToken cancellation)
    {
        if (step.EfectivoId != Id)
        {
            return Refused(StepOutcome.NotARecipient, "an inbox speaks for its own efectivo");
        }
        if (!CommandRules.IsId(commandId))
        {
            return Refused(StepOutcome.UnknownCommand, "no such command");
        }
        var answer = await GrainFactory.GetGrain<ICommandGrain>(commandId).Step(step, cancellation);
        if (answer.Outcome is StepOutcome.Expired or StepOutcome.Withdrawn or StepOutcome.OperationClosed or StepOutcome.Released
                or StepOutcome.UnknownCommand or StepOutcome.NotARecipient
            || answer.Step is { } stands && _pending.Find(commandId) is { } command && !LadderRules.Owes(stands, command.Kind))
        {
            Over(commandId);
        }
        else if (answer.Step >= LadderStep.Delivered)
        {
            _pending.Delivered(commandId);
        }
        return answer;
    }

    private StepAnswer Refused(StepOutcome outcome, string rule)
    {
        with.Instruments.Refused(outcome);
        return new StepAnswer { Outcome = outcome, Rule = rule };
    }

    private async ValueTask<bool> IsKnown(CancellationToken cancellation)
    {
        try
        {
            return (await with.Directory.Known([Id], cancellation)).Contains(Id);
        }
        catch (GadUnavailableException)
        {
            // Who comes with a token of this code is let in: commands may be under way although storage is away.
            return true;
        }
    }

    /// <summary>Reads the pending commands from the ledger, once. False: it is away; they are read and sent as soon as it is back.</summary>
    private async ValueTask<bool> Loaded()
    {
        var loaded = await (_loading ??= Load());
        if (!loaded)
        {
            _loading = null;
            _retry ??= this.RegisterGrainTimer(
                Catchup, new GrainTimerCreationOptions(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)) { Interleave = true });
        }
        return loaded;
    }

    private async Task<bool> Load()
    {
        try
        {
            var stored = await with.Ledger.Pending(Id, with.Now, with.Options.PendingMax, default);
            foreach (var command in stored)
            {
                Take(command);
            }
            _pending.Overflowed |= stored.Length >= with.Options.PendingMax;
            return true;
        }
        catch (Exception exception)
        {
            // Any failure, also a row that cannot be read. The next call tries again.
            LogNotLoaded(Id, exception);
            return false;
        }
    }

    private async Task Catchup(CancellationToken cancellation)
    {
        if (await Loaded())
        {
            _retry?.Dispose();
            _retry = null;
            foreach (var command in _pending.InOrder(with.Now).Where(command => !_pending.IsDelivered(command.CommandId)))
            {
                Queue(command, isNew: false);
            }
        }
    }
}
