using GrupoGad.Cells;
using GrupoGad.Geo;
using Microsoft.Extensions.Logging.Abstractions;

namespace GrupoGad.Efectivos;

public sealed class CellPresenceTests
{
    private const string Id = "E-0417";
    private const int Level = 12;

    private static readonly GeoPoint Here = Reports.Obelisco;
    private static readonly GeoPoint There = Here with { Longitude = Here.Longitude + 0.2 };

    private readonly Dictionary<string, ScriptedCell> _cells = [];
    private readonly List<TimeSpan> _pauses = [];
    private readonly CellPresence _presence;
    private long _version;

    public CellPresenceTests() => _presence = new CellPresence(
        ScriptedGrains.Of((_, key) => CellOf(key)), Level, NullLogger.Instance, _pauses.Add);

    [Fact]
    public void An_enter_that_failed_is_tried_again_without_another_report()
    {
        At(Here).Away = true;
        Tell(Here);
        Assert.Single(_pauses);
        At(Here).Away = false;
        PauseIsOver(Here);
        Assert.True(At(Here).Holds(Id));
        Assert.False(_presence.PauseIsOver());
    }

    [Fact]
    public void A_leave_that_failed_is_owed_and_claimed_until_the_former_cell_took_it()
    {
        Tell(Here);
        At(Here).Away = true;
        Tell(There, moveOnly: true);
        Assert.True(_presence.Claims(Cell(Here)) && _presence.Claims(Cell(There)));
        PauseIsOver(There);
        Assert.True(At(Here).Holds(Id));
        At(Here).Away = false;
        PauseIsOver(There);
        Assert.Equal((false, true), (At(Here).Holds(Id), At(There).Holds(Id)));
        Assert.Equal((false, true), (_presence.Claims(Cell(Here)), _presence.Claims(Cell(There))));
        Assert.Equal(2, _pauses.Count);
    }

    [Fact]
    public void The_former_cell_is_not_left_before_the_new_one_is_entered()
    {
        Tell(Here);
        At(There).Away = true;
        Tell(There, moveOnly: true);
        Assert.True(At(Here).Holds(Id));
        At(There).Away = false;
        PauseIsOver(There);
        Assert.Equal((false, true), (At(Here).Holds(Id), At(There).Holds(Id)));
    }

    [Fact]
    public void Who_comes_back_to_a_cell_that_did_not_take_its_leave_stays_there()
    {
        Tell(Here);
        At(Here).Away = true;
        Tell(There, moveOnly: true);
        At(Here).Away = false;
        Tell(Here, moveOnly: true);
        Assert.Equal((true, false), (At(Here).Holds(Id), At(There).Holds(Id)));
        Assert.False(_presence.PauseIsOver());
    }

    [Fact]
    public void Pauses_double_up_to_half_a_minute_and_are_short_again_once_nothing_is_owed()
    {
        At(Here).Away = true;
        Tell(Here);
        for (var i = 0; i < 9; i++)
        {
            PauseIsOver(Here);
        }
        Assert.All(_pauses.Zip([0.25, 0.5, 1, 2, 4, 8, 16, 30, 30, 30]), pause => Assert.InRange(pause.First.TotalSeconds, pause.Second / 2, pause.Second));
        Assert.Equal(10, _pauses.Count);
        At(Here).Away = false;
        PauseIsOver(Here);
        At(There).Away = true;
        Tell(There, moveOnly: true);
        Assert.InRange(_pauses[^1].TotalSeconds, 0.125, 0.25);
    }

    [Fact]
    public void One_pause_at_a_time_however_many_reports_fail()
    {
        At(Here).Away = true;
        Tell(Here);
        Tell(Here, moveOnly: true);
        Tell(Here, moveOnly: true);
        Assert.Single(_pauses);
    }

    private static CellId Cell(GeoPoint point) => CellId.FromPoint(point, Level);

    private ScriptedCell At(GeoPoint point) => CellOf(Cell(point).ToString());

    private ScriptedCell CellOf(string key) => _cells.TryGetValue(key, out var cell) ? cell : _cells[key] = new ScriptedCell();

    private void Tell(GeoPoint point, bool moveOnly = false) => _presence.Tell(Members.At(Id, point, ++_version), moveOnly);

    /// <summary>As the grain's timer does.</summary>
    private void PauseIsOver(GeoPoint now)
    {
        Assert.True(_presence.PauseIsOver());
        Tell(now);
    }
}
