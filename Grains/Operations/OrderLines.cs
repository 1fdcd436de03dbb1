using System.Collections.Immutable;
using System.Globalization;
using GrupoGad.Commands;

namespace GrupoGad.Operations;

/// <summary>Something that the ledger knows of an order of the operation.</summary>
/// <param name="Step">Of its ladder; null: it is the order itself.</param>
/// <param name="Closed">How it was closed; null: it was not, or it is about something else.</param>
/// <param name="EfectivoId">The efectivo that answered; empty: the order itself.</param>
public readonly record struct OrderLine(
    DateTime At, string Actor, string Reason, string CommandId, CommandClass Class, LadderStep? Step, ClosedHow? Closed, string EfectivoId);

/// <summary>Orders, waivers and answers between the lines of an operation's timeline. Pure.</summary>
/// <remarks>The ledger is the truth of orders: it is read, not copied. Proposals have lines of their own, as assignments.</remarks>
public static class OrderLines
{
    /// <summary>Lines of orders in one page; those beyond are counted in a line of their own.</summary>
    public const int Max = 1_000;

    /// <summary>Stands where lines of orders are left out; its reason is their number.</summary>
    public const string LeftOut = "order.left-out";

    /// <summary>A step that only says how far an order has been carried is no line.</summary>
    public static readonly ImmutableArray<LadderStep> Untold =
        [LadderStep.Issued, LadderStep.Enqueued, LadderStep.Sent, LadderStep.Delivered, LadderStep.Seen, LadderStep.Withdrawn];

    /// <param name="after">Sequence after which the operation's own lines were read.</param>
    /// <param name="own">In order.</param>
    /// <param name="orders">At most <see cref="Max"/>, the oldest.</param>
    /// <param name="all">How many there are of them in the time of this page.</param>
    public static ImmutableArray<TimelineEntry> Between(long after, IReadOnlyList<TimelineEntry> own, IReadOnlyCollection<OrderLine> orders, long all)
    {
        var lines = ImmutableArray.CreateBuilder<TimelineEntry>();
        var (next, sequence) = (0, after);
        foreach (var order in orders.OrderBy(order => order.At).ThenBy(order => order.CommandId, StringComparer.Ordinal).ThenBy(order => order.Step))
        {
            OwnUntil(order.At);
            lines.Add(Line(order) with { Sequence = sequence });
        }
        if (all > orders.Count)
        {
            lines.Add(new()
            {
                Sequence = sequence, At = orders.Max(order => order.At), Actor = "", What = LeftOut, Reason = (all - orders.Count).ToString(CultureInfo.InvariantCulture),
            });
        }
        OwnUntil(DateTime.MaxValue);
        return lines.DrainToImmutable();

        void OwnUntil(DateTime time)
        {
            for (; next < own.Count && own[next].At <= time; next++)
            {
                lines.Add(own[next]);
                sequence = own[next].Sequence;
            }
        }
    }

    private static TimelineEntry Line(OrderLine order) => new()
    {
        Sequence = 0, At = order.At, Actor = order.Actor, What = "order." + Word(order), Reason = order.Reason, Before = "",
        After = order.Step is null && order.Closed is null ? order.Class.ToString() : "", EfectivoId = order.EfectivoId, CommandId = order.CommandId,
    };

    private static string Word(OrderLine order) => (order.Step, order.Closed) switch
    {
        (null, null) => "issued",
        (null, { } closed) => closed.ToString().ToLowerInvariant(),
        (LadderStep.EnRoute, _) => "en-route",
        (LadderStep.OnScene, _) => "on-scene",
        (LadderStep.NextTold, _) => "next-told",
        ({ } step, _) => step.ToString().ToLowerInvariant(),
    };
}
