using GrupoGad.Efectivos;
using static GrupoGad.Silo.Tests.Fences.FenceSilo;
using static GrupoGad.Silo.Tests.Fences.Squares;

namespace GrupoGad.Silo.Tests.Fences;

public sealed class BacklogTests(PostGisServer server) : IAsyncLifetime
{
    private static readonly DateTime _then = After(0).AddHours(-1);

    private TestDatabase _database = null!;
    private FenceSilo _silo = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        _silo = await FenceSilo.Start(_database.Address);
        await _silo.Registered("E-1");
        await _silo.Put("PLAZA", Plan());
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_device_that_tells_its_past_in_order_has_its_events_marked_late()
    {
        await Told((0, Outside), (600, Inside), (1_200, Outside));
        Assert.Equal([("Enter", 600, true), ("Exit", 1_200, true)], await Events());
    }

    [Fact]
    public async Task A_whole_visit_between_two_known_fixes_is_told_late_and_in_order()
    {
        await Told((0, Outside), (3_000, Outside));
        await Told((600, Outside), (1_200, Inside), (1_300, Inside), (1_800, Outside));
        Assert.Equal([("Enter", 1_200, true), ("Exit", 1_800, true)], await Events());
        // Once more, as a device does that had no answer.
        await Told((600, Outside), (1_200, Inside), (1_300, Inside), (1_800, Outside));
        Assert.Equal(2, (await Events()).Length);
    }

    [Fact]
    public async Task What_was_told_at_the_end_of_a_gap_is_not_told_again()
    {
        await Told((0, Outside), (3_000, Inside));
        await Told((600, Outside), (1_200, Inside), (2_000, Inside));
        Assert.Equal([("Enter", 3_000, true)], await Events());
    }

    [Fact]
    public async Task A_visit_before_the_one_that_was_told_is_told()
    {
        await Told((0, Outside), (3_000, Inside));
        await Told((600, Inside), (1_200, Outside), (2_000, Inside));
        Assert.Equal([("Enter", 600, true), ("Exit", 1_200, true), ("Enter", 3_000, true)], await Events());
    }

    [Fact]
    public async Task An_absence_between_two_fixes_inside_is_told_with_its_return()
    {
        await Told((0, Outside), (60, Inside), (3_000, Inside));
        await Told((1_000, Outside), (1_100, Outside));
        Assert.Equal([("Enter", 60, true), ("Exit", 1_000, true), ("Enter", 3_000, true)], await Events());
    }

    [Fact]
    public async Task The_past_of_one_who_is_inside_now_does_not_take_it_out()
    {
        await Told((0, Outside), (3_000, Inside));
        await Told((600, Inside), (1_200, Outside));
        Assert.Equal(1, (await _silo.Fence("PLAZA").Describe())!.InsideCount);
        await Told((3_600, Outside));
        Assert.Equal([("Enter", 600), ("Exit", 1_200), ("Enter", 3_000), ("Exit", 3_600)], (await Events()).Select(told => (told.Item1, told.Item2)));
    }

    private async Task Told(params (int Second, Geo.GeoPoint Point)[] fixes)
    {
        var reports = fixes.Select(fix => At("E-1", fix.Point, _then.AddSeconds(fix.Second), 1_000_000 + fix.Second));
        Assert.DoesNotContain(ReportOutcome.Implausible, await _silo.Grains.GetGrain<IEfectivoGrain>("E-1").ReportInOrder([.. reports]));
    }

    private async Task<(string, int, bool)[]> Events() =>
        [.. (await _silo.Events("PLAZA")).OrderBy(told => told.At).Select(told => (told.Kind.ToString(), (int)(told.At - _then).TotalSeconds, told.Late))];
}
