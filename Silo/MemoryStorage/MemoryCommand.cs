using System.Collections.Immutable;
using GrupoGad.Commands;
using GrupoGad.Operations;

namespace GrupoGad.Silo.MemoryStorage;

/// <summary>One command of <see cref="MemoryCommands"/>, with the ladders and every step.</summary>
internal sealed class MemoryCommand
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, MemoryLadder> _ladders = new(StringComparer.Ordinal);

    public MemoryCommand(IssuedCommand issued)
    {
        Issued = issued;
        foreach (var recipient in issued.Recipients)
        {
            _ladders[recipient] = new MemoryLadder(recipient, "", issued.Offer.IssuedAt);
        }
    }

    public IssuedCommand Issued { get; }

    public CommandClosing? Closing { get; private set; }

    public bool BlocksClosing
    {
        get
        {
            lock (_lock)
            {
                return Issued.Offer is { Class: CommandClass.Critical, Kind: not CommandKind.Proposal } && (Closing is null || Closing.How == ClosedHow.Settled)
                    && _ladders.Values.Any(ladder => ladder.EscalatedFor.Length == 0
                        && (ladder.Step == LadderStep.Expired || LadderRules.Owes(ladder.Step, Issued.Offer.Kind)));
            }
        }
    }

    /// <summary>Something goes on without being asked: a re-send, an expiry, or an order that stands at the desk until a person closes it.</summary>
    public bool IsOwed
    {
        get
        {
            lock (_lock)
            {
                return Closing is null || AwaitsPerson;
            }
        }
    }

    private bool AwaitsPerson => Issued.Offer.Kind == CommandKind.Order && Closing?.How is null or ClosedHow.Settled
        && _ladders.Values.Any(ladder => ladder.Step == LadderStep.Unable);

    /// <param name="who">The recipient, or the one notified in its place; empty for any.</param>
    public bool IsUnfinished(string who)
    {
        lock (_lock)
        {
            return Issued.Offer.Kind != CommandKind.Proposal && Closing?.How != ClosedHow.Withdrawn
                && _ladders.Values.Any(ladder => (who.Length == 0 || ladder.EfectivoId == who || ladder.EscalatedFor == who)
                    && (LadderRules.Owes(ladder.Step, Issued.Offer.Kind) || ladder.Step is LadderStep.Accepted or LadderStep.EnRoute or LadderStep.OnScene
                    || ladder.Step == LadderStep.Unable && Issued.Offer.Kind == CommandKind.Order && Closing?.How is null or ClosedHow.Settled));
        }
    }

    public bool Has(string efectivoId)
    {
        lock (_lock)
        {
            return _ladders.ContainsKey(efectivoId);
        }
    }

    /// <summary>As it is offered to this recipient, when it owes an answer to it.</summary>
    public CommandOffer? OfferTo(string efectivoId, DateTime now)
    {
        lock (_lock)
        {
            return Closing?.How is null or ClosedHow.Settled && now < Issued.Offer.Deadline && _ladders.TryGetValue(efectivoId, out var ladder)
                && LadderRules.Owes(ladder.Step, Issued.Offer.Kind) ? Issued.Offer with { EscalatedFor = ladder.EscalatedFor } : null;
        }
    }

    public ImmutableArray<LedgerOutcome> Write(CommandWrite write)
    {
        lock (_lock)
        {
            foreach (var added in write.Added)
            {
                _ladders.TryAdd(added.EfectivoId, new MemoryLadder(added.EfectivoId, added.EscalatedFor, added.At));
            }
            var outcomes = write.Steps.Select(step => _ladders.TryGetValue(step.EfectivoId, out var ladder) ? ladder.Write(step) : LedgerOutcome.Conflict);
            var written = outcomes.ToImmutableArray();
            if (write.Closing is { } closing && (Closing is null || Closing.How < closing.How))
            {
                Closing = closing;
            }
            return written;
        }
    }

    public StoredCommand Stored()
    {
        lock (_lock)
        {
            return new StoredCommand
            {
                Offer = Issued.Offer, Digest = Issued.Digest, Unknown = Issued.Unknown, Closing = Closing,
                Ladders = [.. _ladders.Values.Select(ladder => ladder.Stored(Issued.Offer.AnswerBy))],
            };
        }
    }

    /// <summary>A step as a line of the operation's timeline.</summary>
    public ImmutableArray<OrderLine> Lines()
    {
        lock (_lock)
        {
            var offer = Issued.Offer;
            return
            [
                new(offer.IssuedAt, offer.Issuer, offer.Text, offer.CommandId, offer.Class, null, null, ""),
                .. Closing is { How: > ClosedHow.Settled } closing
                    ? [new OrderLine(closing.At, closing.Actor, closing.Reason, offer.CommandId, offer.Class, null, closing.How, "")] : ImmutableArray<OrderLine>.Empty,
                .. _ladders.Values.SelectMany(ladder => ladder.Read(offer).Steps.Where(entry => !OrderLines.Untold.Contains(entry.Step)).Select(entry =>
                    new OrderLine(entry.RecordedAt, entry.Actor, entry.Reason, offer.CommandId, offer.Class, entry.Step, null, ladder.EfectivoId))),
            ];
        }
    }

    public CommandSummary Summary(DateTime now) => CommandState.Of(Stored()).Summary(now, new DateTimeOffset(now).ToUnixTimeMilliseconds());

    public LadderPage Page(string after, int limit, DateTime now)
    {
        lock (_lock)
        {
            var page = _ladders.Values.Where(ladder => string.CompareOrdinal(ladder.EfectivoId, after) > 0).Take(limit + 1).ToArray();
            return new LadderPage
            {
                Command = Summary(now),
                Ladders = [.. page.Take(limit).Select(ladder => ladder.Read(Issued.Offer))],
                Next = page.Length > limit ? page[limit - 1].EfectivoId : "",
            };
        }
    }
}

internal sealed class MemoryLadder(string efectivoId, string escalatedFor, DateTime addedAt)
{
    private readonly List<LadderRow> _rows = [];
    private bool _escalated;
    private int _sends;

    public string EfectivoId => efectivoId;

    public string EscalatedFor => escalatedFor;

    public LadderStep Step { get; private set; } = LadderStep.Issued;

    public LedgerOutcome Write(LadderRow row)
    {
        _sends = Math.Max(_sends, row.Sends);
        if (_rows.Any(known => known.Step == row.Step))
        {
            return LedgerOutcome.Repeated;
        }
        if (LadderRules.IsFinal(Step) || IsAnswer(row.Step) && _rows.Any(known => IsAnswer(known.Step)))
        {
            return LedgerOutcome.Conflict;
        }
        _rows.Add(row);
        _escalated |= LadderRules.IsMark(row.Step);
        Step = !LadderRules.IsMark(row.Step) && row.Step > Step ? row.Step : Step;
        return LedgerOutcome.Written;
    }

    /// <param name="answerBy">A delivery marked before that is marked for not having it.</param>
    public StoredLadder Stored(DateTime answerBy) => new()
    {
        EfectivoId = efectivoId, Step = Step, Escalated = _escalated, EscalatedFor = escalatedFor, Sends = _sends, At = _rows.Select(row => row.At).Append(addedAt).Max(),
        NextTold = _rows.Any(row => row.Step == LadderStep.NextTold || row.Step == LadderStep.Escalated && row.RecordedAt >= answerBy),
    };

    public Ladder Read(CommandOffer command) => new()
    {
        EfectivoId = efectivoId, Step = Step, EscalatedFor = escalatedFor, Sends = _sends,
        Steps =
        [
            new LadderEntry { Step = LadderStep.Issued, At = addedAt, RecordedAt = addedAt, Reason = "", Actor = command.Issuer },
            .. _rows.Select(row => new LadderEntry
            {
                Step = row.Step, At = row.At, RecordedAt = row.RecordedAt, Reason = row.Reason ?? "", Position = row.Position, Actor = row.Actor, SaidAt = row.SaidAt,
            }),
        ],
    };

    /// <summary>One of these at most.</summary>
    private static bool IsAnswer(LadderStep step) => step is LadderStep.Accepted or LadderStep.Refused or LadderStep.Expired;
}
