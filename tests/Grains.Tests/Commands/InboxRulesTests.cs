using CsCheck;
using GrupoGad.Geo;

namespace GrupoGad.Commands;

public sealed class InboxRulesTests
{
    private static readonly DateTime Noon = new(2026, 3, 14, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Critical_ones_overtake_but_never_starve_the_rest()
    {
        var queue = new OfferQueue();
        for (var i = 0; i < 30; i++)
        {
            queue.Add(Offer($"routine-{i:D3}", CommandClass.Routine, i));
            queue.Add(Offer($"critical-{i:D3}", CommandClass.Critical, 100 + i));
        }
        queue.Add(Offer("routine-000", CommandClass.Routine, 0));
        var taken = new List<string>();
        while (queue.Take() is { } next)
        {
            taken.Add(next.CommandId);
        }
        Assert.Equal(60, taken.Distinct().Count());
        Assert.Equal(60, taken.Count);
        Assert.All(taken.Take(8), id => Assert.StartsWith("critical", id, StringComparison.Ordinal));
        Assert.Equal("routine-000", taken[8]);
        Assert.Equal(taken.Where(id => id[0] == 'c').Order(), taken.Where(id => id[0] == 'c'));
        Assert.Equal(taken.Where(id => id[0] == 'r').Order(), taken.Where(id => id[0] == 'r'));
    }

    [Fact]
    public void What_is_over_is_not_brought_back_by_a_late_offer_and_what_is_past_goes()
    {
        var pending = new PendingCommands(3);
        Assert.True(pending.Take(Offer("one-0001", CommandClass.Routine, 0), out _));
        Assert.False(pending.Take(Offer("one-0001", CommandClass.Routine, 0), out _));
        pending.Over("one-0001");
        Assert.False(pending.Take(Offer("one-0001", CommandClass.Routine, 0), out _));
        Assert.False(pending.Has("one-0001"));

        Assert.True(pending.Take(Offer("two-0002", CommandClass.Routine, 0), out _));
        Assert.True(pending.Take(Offer("crit-003", CommandClass.Critical, 5), out _));
        Assert.True(pending.Take(Offer("four-004", CommandClass.Operational, 1), out _));
        Assert.Equal(["crit-003", "two-0002", "four-004"], pending.InOrder(Noon).Select(command => command.CommandId));
        Assert.Equal(["crit-003"], pending.InOrder(Noon.AddMinutes(10).AddSeconds(2)).Select(command => command.CommandId));
    }

    [Fact]
    public void A_full_inbox_gives_up_what_can_wait_for_what_cannot()
    {
        var pending = new PendingCommands(2);
        pending.Take(Offer("routine-old", CommandClass.Routine, 0), out _);
        pending.Take(Offer("routine-new", CommandClass.Routine, 1), out _);
        Assert.False(pending.Take(Offer("routine-last", CommandClass.Routine, 2), out var dropped));
        Assert.Equal("routine-last", dropped);
        Assert.True(pending.Take(Offer("critical-1", CommandClass.Critical, 3), out dropped));
        Assert.Equal("routine-new", dropped);
        Assert.True(pending.Overflowed);
        Assert.Equal(["critical-1", "routine-old"], pending.InOrder(Noon).Select(command => command.CommandId));
        // It is not over for that: there is room again, and it is sent again.
        pending.Over("critical-1");
        Assert.True(pending.Take(Offer("routine-new", CommandClass.Routine, 1), out _));
    }

    [Fact]
    public void A_ring_holds_what_is_inside_also_across_the_antimeridian()
    {
        var city = new Ring([new GeoPoint(-34, -59), new GeoPoint(-34, -58), new GeoPoint(-35, -58), new GeoPoint(-35, -59)]);
        Assert.True(city.Contains(new GeoPoint(-34.5, -58.5)));
        Assert.False(city.Contains(new GeoPoint(-34.5, -57.9)));
        var pacific = new Ring([new GeoPoint(10, 179), new GeoPoint(10, -179), new GeoPoint(-10, -179), new GeoPoint(-10, 179)]);
        Assert.True(pacific.Bounds.CrossesAntimeridian);
        Assert.True(pacific.Contains(new GeoPoint(0, 179.5)));
        Assert.True(pacific.Contains(new GeoPoint(0, -179.5)));
        Assert.False(pacific.Contains(new GeoPoint(0, 0)));
    }

    [Fact]
    public void Nobody_inside_a_ring_is_outside_its_box() =>
        Gen.Select(Gens.Point.Array[3, 12], Gens.Point).Sample((corners, point) =>
        {
            var ring = new Ring(corners);
            return !ring.Contains(point) || ring.Bounds.Contains(point);
        });

    private static CommandOffer Offer(string id, CommandClass @class, int second) => new()
    {
        CommandId = id, Issuer = "op-1", Class = @class, Kind = CommandKind.Order, Text = "x", IssuedAt = Noon.AddSeconds(second),
        AnswerBy = Noon.AddMinutes(1), Deadline = Noon.AddMinutes(10).AddSeconds(@class == CommandClass.Critical ? 60 : second),
    };
}
