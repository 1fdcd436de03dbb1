using System.Collections.Immutable;

namespace GrupoGad.Commands;

/// <summary>Consequences of a missing answer as time passes. Pure.</summary>
/// <remarks>
/// Two clocks of a critical command. A recipient without it after 5 s is marked, and stands on the board; if it has it and does not answer for a minute,
/// the next in line is asked. A proposal never escalates; when it expires its operation asks another efectivo. The second escalation comes one answer period
/// after the first, and only for recipients that still have no answer, not even from the next in line.
/// </remarks>
public static class DeadlineRules
{
    /// <summary>Rounds of re-sending in which all recipients are offered the command; later rounds offer it to some in turn.</summary>
    private const int FullRounds = 20;

    /// <summary>In later rounds every so many-th.</summary>
    private const int ThinRounds = 8;

    /// <summary>Time in which a critical command must be on its recipient's phone; after it a person is notified.</summary>
    public static readonly TimeSpan DeliverWithin = TimeSpan.FromSeconds(5);

    public static TimeSpan AnswerPeriod(CommandOffer offer) => offer.AnswerBy - offer.IssuedAt;

    /// <summary>Time at which the commander is notified.</summary>
    public static DateTime SecondAt(CommandOffer offer) => offer.AnswerBy + AnswerPeriod(offer);

    /// <summary>When it has to be delivered; <see cref="CommandOffer.AnswerBy"/> where nothing is asked before that.</summary>
    public static DateTime DeliverBy(CommandOffer offer) =>
        offer is { Class: CommandClass.Critical, Kind: not CommandKind.Proposal } && offer.IssuedAt + DeliverWithin < offer.AnswerBy ? offer.IssuedAt + DeliverWithin : offer.AnswerBy;

    /// <summary>How many the desk has to look after: unanswered, or before that of a critical command undelivered.</summary>
    /// <param name="byStep">Index is <see cref="LadderStep"/>.</param>
    public static int Overdue(CommandOffer offer, ReadOnlySpan<int> byStep, int owing, DateTime now) =>
        now >= offer.AnswerBy ? owing
        : now < DeliverBy(offer) ? 0
        : byStep[(int)LadderStep.Issued] + byStep[(int)LadderStep.Enqueued] + byStep[(int)LadderStep.Sent];

    /// <summary>Recipients that do not have it in time, and are not marked.</summary>
    public static ImmutableArray<string> Unreached(CommandState state, DateTime now) =>
        !Escalates(state) || now < DeliverBy(state.Offer) || now >= state.Offer.AnswerBy
            ? []
            : [.. Owing(state).Where(ladder => IsUnreached(ladder.Value)).Select(ladder => ladder.Key)];

    /// <summary>Recipients on whose phones it is not.</summary>
    public static ImmutableArray<string> Undelivered(CommandState state) =>
        [.. Owing(state).Where(ladder => ladder.Value.Step < LadderStep.Delivered).Select(ladder => ladder.Key)];

    /// <summary>Recipients that still have to answer when the deadline is over.</summary>
    public static ImmutableArray<string> Expiring(CommandState state, DateTime now) => now < state.Offer.Deadline || state.Ladders.Owing == 0
        ? []
        : [.. Owing(state).Select(ladder => ladder.Key)];

    /// <summary>Recipients that did not answer in time, and whose next in line was not notified yet.</summary>
    public static ImmutableArray<string> Escalating(CommandState state, DateTime now) => !Escalates(state) || now < state.Offer.AnswerBy
        ? []
        : [.. Owing(state).Where(ladder => ladder.Value is { NextTold: false, EscalatedFor: "" }).Select(ladder => ladder.Key)];

    /// <summary>Original recipients that were escalated and still have to answer.</summary>
    public static ImmutableArray<string> StillOwing(CommandState state, DateTime now) => !Escalates(state) || now < SecondAt(state.Offer)
        ? []
        : [.. Owing(state).Where(ladder => ladder.Value is { NextTold: true, EscalatedFor: "" }).Select(ladder => ladder.Key)];

    /// <summary>Whether this round of re-sending, 1, 2, 3…, offers it to a ladder that stands there.</summary>
    /// <remarks>
    /// A command that is in the inbox without a session is offered at growing distances: the inbox hands it over on attach, and reads the ledger when it
    /// starts again. A command that was handed over and not confirmed, or never reached the inbox, comes every round at first.
    /// </remarks>
    public static bool OffersIn(int round, LadderStep step) => step switch
    {
        LadderStep.Issued or LadderStep.Sent => round <= FullRounds || round % ThinRounds == 0,
        LadderStep.Enqueued => int.IsPow2(round) || round % (ThinRounds * ThinRounds) == 0,
        _ => false,
    };

    /// <summary>The number of the next round at or after now.</summary>
    public static int NextRound(CommandOffer offer, TimeSpan every, DateTime now) =>
        Math.Max(1, (int)Math.Min(int.MaxValue / 2, Math.Ceiling((now - offer.IssuedAt) / every)));

    /// <summary>When the grain has to look again; null: nothing more will happen by itself.</summary>
    /// <param name="secondDone">The second escalation is behind it.</param>
    public static DateTime? Next(CommandState state, TimeSpan resendEvery, int nextRound, bool secondDone)
    {
        if (state.Status != CommandStatus.Open || state.Ladders.Owing == 0)
        {
            return null;
        }
        var (offer, next) = (state.Offer, state.Offer.Deadline);
        Earlier(state.Ladders.Undelivered > 0, offer.IssuedAt + nextRound * resendEvery);
        Earlier(Escalates(state) && Owing(state).Any(ladder => IsUnreached(ladder.Value)), DeliverBy(offer));
        Earlier(Escalates(state) && !secondDone, Owing(state).Any(ladder => ladder.Value is { NextTold: false, EscalatedFor: "" })
            ? offer.AnswerBy
            : SecondAt(offer));
        return next;

        void Earlier(bool applies, DateTime at) => next = applies && at < next ? at : next;
    }

    private static bool IsUnreached(LadderState ladder) => ladder is { Step: < LadderStep.Delivered, Escalated: false, NextTold: false, EscalatedFor: "" };

    private static bool Escalates(CommandState state) =>
        state.Status == CommandStatus.Open && state.Offer.Kind != CommandKind.Proposal && state.Ladders.Owing > 0;

    private static IEnumerable<KeyValuePair<string, LadderState>> Owing(CommandState state) =>
        state.Ladders.All.Where(ladder => LadderRules.Owes(ladder.Value.Step, state.Offer.Kind));
}
