using System.Collections.Immutable;

namespace GrupoGad.Efectivos;

/// <summary>
/// The time of an efectivo and the operations that hold it, as pure functions: <c>hold, request → answer, hold</c>. A result that is the same instance means
/// that nothing has to be written.
/// </summary>
/// <remarks>
/// Time that is past decides nothing. An efectivo on task stays so until released, however long that takes: the time after the planned end is held as it
/// passes, so an operation that runs over never shares its people with the next one, which waits.
/// </remarks>
public static class ReservationRules
{
    /// <summary>Ended assignments that are remembered, so that a late reservation for one of them does not hold the efectivo.</summary>
    public const int OverMax = 32;

    /// <summary>Reservations of one efectivo at a time.</summary>
    public const int ReservationsMax = 100;

    /// <summary>An operation that begins within this time needs an efectivo that is available now; for later ones availability does not count.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromHours(1);

    public static (ReserveAnswer Answer, Hold Hold) Take(Hold hold, HoldTime time, DateTime now) =>
        Of(hold, time.AssignmentId) is { } own
            ? own.Revision >= time.Revision ? (Held(own), hold)
                : Conflict(hold.Reservations, time, now) is { } other ? (Busy(other), hold)
                : Put(hold, own with { From = time.From, To = time.To, AlsoFrom = null, AlsoTo = null, Revision = time.Revision })
        : hold.Over.Contains(time.AssignmentId) ? (No(ReserveOutcome.NotAvailable, "this assignment was released"), hold)
        : Conflict(hold.Reservations, time, now) is { } taken ? (Busy(taken), hold)
        : time.From <= now + Soon && !time.Overrule && NotAvailable(hold) is { } rule ? (No(ReserveOutcome.NotAvailable, rule), hold)
        : hold.Reservations.Length >= ReservationsMax ? (No(ReserveOutcome.NotAvailable, $"an efectivo is reserved {ReservationsMax} times at most"), hold)
        : Put(hold, new Reservation { OperationId = time.OperationId, AssignmentId = time.AssignmentId, From = time.From, To = time.To, Revision = time.Revision });

    public static (ReserveAnswer Answer, Hold Hold) Retime(Hold hold, HoldTime time, DateTime now)
    {
        if (Of(hold, time.AssignmentId) is not { } own)
        {
            return (NotHeld, hold);
        }
        if (time.HasBegun)
        {
            time = Began(hold.Reservations, own, time, now);
        }
        // A message of a lower revision comes late, because its operation has sent another time since.
        if (own.Revision > time.Revision || own.Revision == time.Revision && (own.From, own.To, own.AlsoFrom, own.AlsoTo) == (time.From, time.To, time.AlsoFrom, time.AlsoTo))
        {
            return (Held(own), hold);
        }
        if ((Conflict(hold.Reservations, time, now) ?? Beside(hold.Reservations, time, now)) is { } other)
        {
            return (Busy(other), hold);
        }
        // Moved to later: it is free until then.
        var ends = own.Engaged && time.From > now && time.AlsoFrom is null && !time.HasBegun;
        return Put(
            ends ? hold with { Availability = Freed(hold.Availability) } : hold,
            own with { From = time.From, To = time.To, AlsoFrom = time.AlsoFrom, AlsoTo = time.AlsoTo, Revision = time.Revision, Engaged = own.Engaged && !ends });
    }

    public static (ReserveAnswer Answer, Hold Hold) Begin(Hold hold, string assignmentId, DateTime now)
    {
        if (Of(hold, assignmentId) is not { } own)
        {
            return (NotHeld, hold);
        }
        if (own.Engaged)
        {
            return (Held(own), hold);
        }
        // At least this instant, when its time is over already.
        var from = own.From < now ? own.From : now;
        if ((hold.Reservations.FirstOrDefault(held => held.Engaged) ?? Conflict(hold.Reservations, assignmentId, now, own.To > now ? own.To : now.AddTicks(1), now)) is { } other)
        {
            return (Busy(other), hold);
        }
        return Put(hold with { Availability = hold.Availability == Availability.Available ? Availability.OnTask : hold.Availability }, own with { Engaged = true, From = from });
    }

    public static Hold Release(Hold hold, string assignmentId) =>
        Of(hold, assignmentId) is { } held
            ? new Hold(held.Engaged ? Freed(hold.Availability) : hold.Availability, hold.Reservations.Remove(held), Remember(hold.Over, assignmentId))
        // Released before its reservation came, if that is still on its way: it comes too late then.
        : hold.Over.Contains(assignmentId) ? hold
        : hold with { Over = Remember(hold.Over, assignmentId) };

    /// <summary>
    /// The rule by which a reservation forbids an availability that a person asks for; null: none. A reservation for later forbids nothing now.
    /// </summary>
    public static string? Refuses(Hold hold, Availability to, DateTime now) =>
        Current(hold.Reservations, now) is not { } held ? null
        : held.Engaged
            ? to == Availability.OnTask || hold.Availability != Availability.OnTask ? null : $"an efectivo on task for operation {held.OperationId} is released by it first"
        : to == Availability.Available ? null : $"an efectivo reserved by operation {held.OperationId} is released by it first";

    /// <summary>An efectivo that reports back as available while it is held on task, is on task.</summary>
    public static Availability Becomes(Hold hold, Availability to) =>
        to == Availability.Available && hold.Reservations.Any(held => held.Engaged) ? Availability.OnTask : to;

    /// <summary>The reservation that holds it now; null: none.</summary>
    public static Reservation? Current(ImmutableArray<Reservation> reservations, DateTime now) =>
        reservations.FirstOrDefault(held => held.Engaged) ?? reservations.FirstOrDefault(held => held.From <= now && now < held.To);

    /// <summary>The reservation of another assignment that stands in the way of a time; null: none does.</summary>
    public static Reservation? Conflict(ImmutableArray<Reservation> reservations, string assignmentId, DateTime from, DateTime to, DateTime now)
    {
        var asked = (From: from > now ? from : now, To: to);
        // An operation that runs over is in the way of one that now asks for this moment, not of one that holds it already and waits.
        var isNew = !reservations.Any(own => own.AssignmentId == assignmentId && (Covers(own.From, own.To) || own is { AlsoFrom: { } also, AlsoTo: { } until } && Covers(also, until)));
        return reservations.FirstOrDefault(held => held.AssignmentId != assignmentId
            && (held.Engaged && isNew && asked.From == now && asked.To > now
                || Meet(asked, (held.From, held.To))
                || held is { AlsoFrom: { } other, AlsoTo: { } end } && Meet(asked, (other, end))));

        bool Covers(DateTime first, DateTime last) => first <= now && now < last;
    }

    private static Reservation? Conflict(ImmutableArray<Reservation> reservations, HoldTime time, DateTime now) =>
        Conflict(reservations, time.AssignmentId, time.From, time.To, now);

    /// <summary>
    /// An operation that has begun holds its people from its begin, and also the time between that begin and a later plan. If another operation holds part of
    /// that time, only the promised time is held, and an efectivo on task stays on task as one whose operation runs over does.
    /// </summary>
    private static HoldTime Began(ImmutableArray<Reservation> reservations, Reservation own, HoldTime time, DateTime now)
    {
        var since = Conflict(reservations, time with { From = Earlier(own.From, time.From) }, now) is null ? own.From : time.From;
        return time with { From = Earlier(since, time.From), AlsoFrom = time.AlsoFrom is { } also ? Earlier(since, also) : null };
    }

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;

    private static Reservation? Beside(ImmutableArray<Reservation> reservations, HoldTime time, DateTime now) =>
        time is { AlsoFrom: { } from, AlsoTo: { } to } ? Conflict(reservations, time.AssignmentId, from, to, now) : null;

    private static bool Meet((DateTime From, DateTime To) a, (DateTime From, DateTime To) b) =>
        (a.From > b.From ? a.From : b.From) < (a.To < b.To ? a.To : b.To);

    private static Reservation? Of(Hold hold, string assignmentId) => hold.Reservations.FirstOrDefault(held => held.AssignmentId == assignmentId);

    private static string? NotAvailable(Hold hold) =>
        hold.Availability == Availability.Available || hold.Availability == Availability.OnTask && hold.Reservations.Any(held => held.Engaged)
            ? null : $"an efectivo is reserved for what begins soon when it is Available; it is {hold.Availability}";

    private static Availability Freed(Availability availability) => availability == Availability.OnTask ? Availability.Available : availability;

    private static (ReserveAnswer Answer, Hold Hold) Put(Hold hold, Reservation kept) =>
        (Held(kept), hold with { Reservations = [.. hold.Reservations.Where(held => held.AssignmentId != kept.AssignmentId).Append(kept).OrderBy(held => held.From)] });

    private static ImmutableArray<string> Remember(ImmutableArray<string> over, string assignmentId) =>
        over.Contains(assignmentId) ? over : [.. over.Skip(over.Length - (OverMax - 1)), assignmentId];

    private static ReserveAnswer NotHeld { get; } = No(ReserveOutcome.NotHeld, "the assignment holds nothing");

    private static ReserveAnswer Held(Reservation own) => new() { Outcome = ReserveOutcome.Reserved, Held = own };

    private static ReserveAnswer Busy(Reservation other) => new() { Outcome = ReserveOutcome.HeldByOther, Held = other, Rule = ReservationTexts.Busy(other) };

    private static ReserveAnswer No(ReserveOutcome outcome, string rule) => new() { Outcome = outcome, Rule = rule };
}
