using System.Collections.Immutable;
using GrupoGad.Cells;
using GrupoGad.Operations;
using GrupoGad.Storage;
using Microsoft.Extensions.Logging;

namespace GrupoGad.Commands;

/// <inheritdoc cref="ICommandGrain"/>
/// <remarks>
/// The flow is drawn, with the numbers used here, in Grains/README.md; how calls interleave is said at <see cref="LadderTurns"/>. What is in memory
/// was read from the ledger or is written there: when the outcome of a write is unknown, the memory is forgotten and read again.
/// </remarks>
[CollectionAgeLimit(Minutes = 5)]
public sealed partial class CommandGrain(CommandDependencies with) : Grain, ICommandGrain
{
    private readonly ILogger _logger = with.Loggers.CreateLogger<CommandGrain>();
    private readonly LadderTurns _turns = new();
    private CommandState? _state;
    private long _version;
    private bool _counted;

    private string Id => this.GetPrimaryKeyString();

    public async ValueTask<IssueAnswer> Issue(IssueCommand command, CancellationToken cancellation)
    {
        var answer = await Decide(CommandRules.Complete(command), cancellation);
        with.Instruments.Issued(command.Class, answer.Outcome);
        if (_state is null)
        {
            DeactivateOnIdle();
        }
        return answer;
    }

    public async ValueTask Wake(CancellationToken cancellation)
    {
        if (await Known(cancellation) is null)
        {
            DeactivateOnIdle();
            return;
        }
        Changed();
        Plan(TimeSpan.Zero);
    }

    public async ValueTask<LadderPage?> Ladders(string after, int limit, CancellationToken cancellation)
    {
        if (limit is < 1 or > 1_000)
        {
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "1–1,000");
        }
        if (await Known(cancellation) is not { } state)
        {
            DeactivateOnIdle();
            return null;
        }
        var page = await with.Ledger.Ladders(Id, after, limit, with.Now, cancellation);
        return page is null ? null : page with { Command = state.Summary(with.Now, Version()) };
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        CountOpen(false);
        return Task.CompletedTask;
    }

    private async ValueTask<IssueAnswer> Decide(IssueCommand wish, CancellationToken cancellation)
    {
        // 1  judged
        var fault = CommandRules.Fault(Id, wish, with.Now, with.Options);
        if (fault is { Field: "commandId" })
        {
            return fault;
        }
        var digest = CommandRules.Digest(wish);
        // A repeated wish may have become invalid meanwhile (its deadline is past): it gets its first answer all the same.
        if (_state is not null || fault is not null)
        {
            return await Known(cancellation) is { } known ? Again(known, digest) : fault!;
        }
        if (await Closed(wish, cancellation) is { } closed)
        {
            return closed;
        }
        // 2  recipients
        var search = new RecipientSearch(with.Directory, with.Operations, GrainFactory.GetGrain<ISearchGrain>(0), with.Options.RecipientsMax);
        await search.Run(wish.Recipients, cancellation);
        if (search.TooMany || search.Found.Length == 0)
        {
            return new IssueAnswer
            {
                Outcome = search.TooMany ? IssueOutcome.TooManyRecipients : IssueOutcome.NoRecipients, Field = "recipients",
                Rule = search.TooMany ? $"at most {with.Options.RecipientsMax} efectivos" : "somebody has to be found", Unknown = search.Unknown,
            };
        }
        return await Write(
            new IssuedCommand
            {
                Offer = CommandRules.Offer(Id, wish, with.Now, with.Options), Recipients = search.Found, Asked = wish.Recipients,
                Unknown = search.Unknown, IssuedFrom = wish.IssuedFrom, Digest = digest,
            },
            cancellation);
    }

    /// <summary>An operation's own proposals are its own affair: it issues them while it waits for us.</summary>
    private async ValueTask<IssueAnswer?> Closed(IssueCommand wish, CancellationToken cancellation)
    {
        if (wish.OperationId.Length == 0 || wish.Kind == CommandKind.Proposal)
        {
            return null;
        }
        return (await with.Operations.Describe(wish.OperationId, cancellation))?.Status switch
        {
            null => new IssueAnswer { Outcome = IssueOutcome.Invalid, Field = "operationId", Value = wish.OperationId, Rule = "no such operation" },
            OperationStatus.Completed or OperationStatus.Cancelled => new IssueAnswer
            {
                Outcome = IssueOutcome.OperationClosed, Field = "operationId", Value = wish.OperationId, Rule = "the operation is closed",
            },
            _ => null,
        };
    }

    private async ValueTask<IssueAnswer> Write(IssuedCommand issued, CancellationToken cancellation)
    {
        using (await _turns.All())
        {
            // 3  durable, and only then answered
            if (await Written(issued))
            {
                _state = CommandState.Of(issued);
                LogIssued(Id, issued.Offer.Class, issued.Offer.Kind, issued.Recipients.Length, issued.Unknown.Length);
                Begin(_state, Publish(_state, issued.Recipients));
                return new IssueAnswer { Outcome = IssueOutcome.Issued, Recipients = issued.Recipients.Length, Unknown = issued.Unknown };
            }
        }
        return await Known(cancellation) is { } known
            ? Again(known, issued.Digest)
            : throw new GadUnavailableException("ledger");
    }

    private async ValueTask<bool> Written(IssuedCommand issued)
    {
        try
        {
            return await with.Ledger.Issue(issued) == LedgerOutcome.Written;
        }
        catch
        {
            // It may be there: then it goes on by itself, whether or not its issuer asks again.
            Plan(_afterTrouble);
            throw;
        }
    }

    private static IssueAnswer Again(CommandState known, string digest) => known.Digest == digest
        ? new IssueAnswer { Outcome = IssueOutcome.AlreadyIssued, Recipients = known.Meant, Unknown = known.Unknown }
        : new IssueAnswer { Outcome = IssueOutcome.IdInUse, Field = "commandId", Value = known.Offer.CommandId, Rule = "the id belongs to another command" };

    /// <summary>The live copy, read from the ledger when there is none. Not to be called inside a turn.</summary>
    private async ValueTask<CommandState?> Known(CancellationToken cancellation)
    {
        if (_state is { } known)
        {
            return known;
        }
        using (await _turns.All())
        {
            if (_state is null && await with.Ledger.Read(Id, cancellation) is { } stored)
            {
                _state = CommandState.Of(stored);
                LogResumed(Id, stored.Ladders.Length, _state.Ladders.Owing);
                await Resume(_state);
            }
            return _state;
        }
    }

    /// <summary>Writes inside a turn. When the outcome is unknown, what is in memory counts no more.</summary>
    private async ValueTask<ImmutableArray<LedgerOutcome>> Write(CommandWrite write)
    {
        try
        {
            return await with.Ledger.Write(write);
        }
        catch
        {
            Forget();
            throw;
        }
    }

    /// <summary>The ledger knows better, or nobody knows: the next one who asks reads it.</summary>
    private void Forget()
    {
        CountOpen(false);
        _state = null;
        Plan(TimeSpan.FromSeconds(1));
    }

    private long Version() => _version = Math.Max(_version, new DateTimeOffset(with.Now).ToUnixTimeMilliseconds());

    private void CountOpen(bool open)
    {
        if (open != _counted)
        {
            with.Instruments.Opened(open ? 1 : -1);
            _counted = open;
        }
    }
}
