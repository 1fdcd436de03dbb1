using System.Collections.Immutable;

namespace GrupoGad.Commands;

/// <summary>One command as its grain holds it: a live copy of the ledger.</summary>
public sealed class CommandState
{
    public required CommandOffer Offer { get; init; }

    public required string Digest { get; init; }

    public required ImmutableArray<UnknownRecipient> Unknown { get; init; }

    public required LadderRegistry Ladders { get; init; }

    public CommandClosing? Closing { get; set; }

    /// <summary>Efectivos it was meant for when it was issued.</summary>
    public int Meant { get; init; }

    public CommandStatus Status => StatusOf(Closing);

    public static CommandState Of(IssuedCommand issued)
    {
        var ladders = new LadderRegistry(issued.Offer.Kind, issued.Recipients.Length);
        foreach (var recipient in issued.Recipients)
        {
            ladders.Add(recipient, LadderState.New(at: issued.Offer.IssuedAt));
        }
        return new CommandState { Offer = issued.Offer, Digest = issued.Digest, Unknown = issued.Unknown, Ladders = ladders, Meant = ladders.Count };
    }

    public static CommandState Of(StoredCommand stored)
    {
        var ladders = new LadderRegistry(stored.Offer.Kind, stored.Ladders.Length);
        var replaced = stored.Ladders.Select(ladder => ladder.EscalatedFor).ToHashSet(StringComparer.Ordinal);
        foreach (var ladder in stored.Ladders)
        {
            ladders.Add(ladder.EfectivoId, new LadderState
            {
                Step = ladder.Step, Escalated = ladder.Escalated, EscalatedFor = ladder.EscalatedFor, Sends = ladder.Sends, At = ladder.At,
                NextTold = ladder.NextTold || replaced.Contains(ladder.EfectivoId),
            });
        }
        return new CommandState
        {
            Offer = stored.Offer, Digest = stored.Digest, Unknown = stored.Unknown, Ladders = ladders, Closing = stored.Closing,
            Meant = stored.Ladders.Count(ladder => ladder.EscalatedFor.Length == 0),
        };
    }

    public CommandSummary Summary(DateTime now, long version) => Summary(Offer, Closing, [.. Ladders.ByStep], Ladders.Owing, now, version);

    public static CommandSummary Summary(CommandOffer offer, CommandClosing? closing, ImmutableArray<int> byStep, int owing, DateTime now, long version) => new()
    {
        Command = offer,
        Status = StatusOf(closing),
        ByStep = byStep,
        Overdue = DeadlineRules.Overdue(offer, byStep.AsSpan(), owing, now),
        WaivedBy = closing is { How: ClosedHow.Waived } ? closing.Actor : "",
        Version = version,
    };

    private static CommandStatus StatusOf(CommandClosing? closing) => closing switch
    {
        null => CommandStatus.Open,
        { How: ClosedHow.Withdrawn } => CommandStatus.Withdrawn,
        _ => CommandStatus.Settled,
    };
}
