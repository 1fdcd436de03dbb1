using GrupoGad.Commands;
using static GrupoGad.Operations.Plans;

namespace GrupoGad.Operations;

public sealed class OrderLinesTests
{
    [Fact]
    public void Orders_waivers_and_answers_stand_between_the_operation_s_own_lines_by_their_time()
    {
        TimelineEntry[] own = [Own(3, 0), Own(4, 10)];
        OrderLine[] orders =
        [
            Order(5, LadderStep.Accepted, null, "E-1"), Order(-1, null, null, ""), Order(2, null, null, ""), Order(20, null, ClosedHow.Waived, ""), Order(12, LadderStep.EnRoute, null, "E-1"),
        ];
        var lines = OrderLines.Between(2, own, orders, orders.Length);
        Assert.Equal(
            ["2 order.issued", "3 own", "3 order.issued", "3 order.accepted", "4 own", "4 order.en-route", "4 order.waived"],
            lines.Select(line => $"{line.Sequence} {line.What}"));
        Assert.Equal(("E-1", "c-1", "E-1 says"), (lines[3].EfectivoId, lines[3].CommandId, lines[3].Reason));
    }

    [Fact]
    public void Lines_of_orders_for_which_a_page_has_no_room_are_counted_where_they_would_stand()
    {
        var orders = Enumerable.Range(1, 3).Select(second => Order(second, LadderStep.Accepted, null, $"E-{second}")).ToArray();
        var lines = OrderLines.Between(2, [Own(3, 0), Own(4, 10)], orders, all: 1_203);
        Assert.Equal(["own", "order.accepted", "order.accepted", "order.accepted", OrderLines.LeftOut, "own"], lines.Select(line => line.What));
        Assert.Equal((3, "1200", orders[^1].At), (lines[4].Sequence, lines[4].Reason, lines[4].At));
        Assert.DoesNotContain(OrderLines.Between(2, [Own(3, 0)], orders, orders.Length), line => line.What == OrderLines.LeftOut);
    }

    private static TimelineEntry Own(long sequence, int seconds) => new() { Sequence = sequence, At = Now.AddSeconds(seconds), Actor = "operator-1", What = "own" };

    private static OrderLine Order(int seconds, LadderStep? step, ClosedHow? closed, string efectivo) =>
        new(Now.AddSeconds(seconds), "operator-1", efectivo + " says", "c-1", CommandClass.Critical, step, closed, efectivo);
}
