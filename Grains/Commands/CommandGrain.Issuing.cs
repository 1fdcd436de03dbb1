using GrupoGad.Cells;
using GrupoGad.Operations;

namespace GrupoGad.Commands;

public sealed partial class CommandGrain
{
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
}
