using CsCheck;
using GrupoGad.Alarms;
using GrupoGad.Operations;

namespace GrupoGad.Boards;

public sealed class BoardRosterTests
{
    private static readonly DateTime Start = new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);
    private readonly BoardRoster _roster = new();

    [Fact]
    public void An_item_no_newer_than_what_is_shown_changes_nothing()
    {
        Assert.True(_roster.Put(Alarm("E-1", 5, AlarmStatus.Acknowledged), Start));
        _roster.TakeChanges();
        Assert.False(_roster.Put(Alarm("E-1", 5, AlarmStatus.Raised), Start));
        Assert.False(_roster.Put(Alarm("E-1", 4, AlarmStatus.Raised), Start));
        Assert.False(_roster.Changed);
        Assert.Equal(AlarmStatus.Acknowledged, Assert.Single(_roster.All()).Alarm!.Status);
    }

    [Fact]
    public void What_changed_twice_is_told_once_as_it_is_now()
    {
        _roster.Put(Alarm("E-1", 1), Start);
        _roster.Put(Alarm("E-1", 2, AlarmStatus.Acknowledged), Start);
        var (items, removed) = _roster.TakeChanges();
        Assert.Equal(2, Assert.Single(items).Version);
        Assert.Empty(removed);
        Assert.False(_roster.Changed);
    }

    [Fact]
    public void What_is_over_goes_after_a_while_and_what_is_open_stays()
    {
        _roster.Put(Alarm("E-1", 1), Start);
        _roster.Put(Operation("OP-1", 1, OperationStatus.Completed), Start);
        _roster.Put(Operation("OP-2", 1, OperationStatus.Completed), Start.AddMinutes(5));
        _roster.TakeChanges();
        Assert.Equal(1, _roster.Expire(Start.AddMinutes(1)));
        Assert.Equal(["o:OP-1"], _roster.TakeChanges().Removed);
        Assert.Equal(["a:E-1", "o:OP-2"], _roster.All().Select(item => item.Key).Order());
    }

    [Fact]
    public void A_reopened_operation_is_open_again()
    {
        _roster.Put(Operation("OP-1", 1, OperationStatus.Completed), Start);
        _roster.Put(Operation("OP-1", 2, OperationStatus.InProgress), Start);
        Assert.Equal(0, _roster.Expire(Start.AddHours(1)));
    }

    [Fact]
    public void Room_is_made_by_what_is_over_then_by_the_longest_unchanged_and_by_alarms_last()
    {
        _roster.Put(Alarm("E-1", 1), Start);
        _roster.Put(Operation("OP-1", 1, OperationStatus.Planned), Start.AddSeconds(1));
        _roster.Put(Operation("OP-2", 1, OperationStatus.Planned), Start.AddSeconds(2));
        _roster.Put(Operation("OP-3", 1, OperationStatus.Cancelled), Start.AddSeconds(3));
        _roster.Put(Operation("OP-1", 2, OperationStatus.Paused), Start.AddSeconds(4));
        _roster.TakeChanges();

        Assert.Null(_roster.Squeeze(4));
        Assert.Equal(
            [BoardRank.Closed, BoardRank.Open, BoardRank.Open, BoardRank.OpenAlarm, null],
            new[] { 3, 2, 1, 0, 0 }.Select(max => _roster.Squeeze(max)));
        Assert.Equal(["a:E-1", "o:OP-1", "o:OP-2", "o:OP-3"], _roster.TakeChanges().Removed.Order());
    }

    /// <summary>A screen that applies what it is told shows what the board shows, however puts, expiries and tellings fall together.</summary>
    [Fact]
    public void A_screen_that_applies_every_change_shows_the_board()
    {
        const int Max = 6;
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9], Gen.Int[1, 5], Gen.Int[1, 5]).Array[1, 60].Sample(schedule =>
        {
            var (roster, screen, now) = (new BoardRoster(), new Dictionary<string, BoardItem>(), Start);
            foreach (var (what, which, version, status) in schedule)
            {
                now = now.AddMinutes(1);
                switch (what)
                {
                    case <= 6:
                        var item = what <= 1 ? Alarm($"E-{which}", version, (AlarmStatus)Math.Min(status, 3)) : Operation($"OP-{which}", version, (OperationStatus)status);
                        var shown = roster.All().FirstOrDefault(known => known.Key == item.Key);
                        Assert.Equal(shown is null || shown.Version < version, roster.Put(item, now));
                        roster.Squeeze(Max);
                        break;
                    case 7:
                        roster.Expire(now.AddMinutes(-10));
                        break;
                    default:
                        Tell(roster, screen);
                        break;
                }
                Assert.InRange(roster.Count, 0, Max);
            }
            Tell(roster, screen);
            Assert.Equal(roster.All().OrderBy(item => item.Key), screen.Values.OrderBy(item => item.Key));
        }, iter: 10_000);
    }

    private static void Tell(BoardRoster roster, Dictionary<string, BoardItem> screen)
    {
        var (items, removed) = roster.TakeChanges();
        foreach (var item in items)
        {
            screen[item.Key] = item;
        }
        foreach (var key in removed)
        {
            screen.Remove(key);
        }
    }

    private static BoardItem Alarm(string efectivo, long version, AlarmStatus status = AlarmStatus.Raised) => new()
    {
        Alarm = new AlarmSummary { AlarmId = "panic-" + efectivo, EfectivoId = efectivo, Kind = AlarmKind.Panic, Status = status, RaisedAt = Start, Version = version },
    };

    private static BoardItem Operation(string code, long version, OperationStatus status) => new()
    {
        Operation = new OperationSummary
        {
            OperationId = code, Title = "Operativo", Type = OperationType.Patrol, Priority = OperationPriority.Low, Status = status,
            PlannedStart = Start, PlannedEnd = Start.AddHours(1), Version = version,
        },
    };
}
