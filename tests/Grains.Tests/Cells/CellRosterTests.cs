using CsCheck;
using GrupoGad.Efectivos;
using static GrupoGad.Cells.Members;

namespace GrupoGad.Cells;

public sealed class CellRosterTests
{
    private readonly CellRoster _roster = new();

    [Fact]
    public void A_move_of_a_stranger_asks_it_to_rejoin() =>
        Assert.Equal(MoveResult.Stranger, _roster.Move(Move("E-1", 1), out _));

    [Fact]
    public void A_move_that_comes_after_the_leave_brings_no_ghost_back()
    {
        _roster.Enter(At("E-1", Reports.Obelisco, 1));
        _roster.Leave("E-1", 5, Reports.Now);
        Assert.Equal(MoveResult.Late, _roster.Move(Move("E-1", 3), out _));
        Assert.Null(_roster.Enter(At("E-1", Reports.Obelisco, 4)));
        Assert.Equal(0, _roster.Count);
    }

    [Fact]
    public void A_leave_older_than_the_return_changes_nothing()
    {
        _roster.Enter(At("E-1", Reports.Obelisco, 7));
        Assert.Null(_roster.Leave("E-1", 5, Reports.Now));
        Assert.Equal(1, _roster.Count);
    }

    [Fact]
    public void Departures_are_forgotten_in_time()
    {
        _roster.Leave("E-1", 5, Reports.Now);
        _roster.ForgetDepartures(Reports.Now.AddSeconds(1));
        Assert.NotNull(_roster.Enter(At("E-1", Reports.Obelisco, 4)));
    }

    /// <summary>Messages of a few efectivos in any order end where the newest message of each says.</summary>
    [Fact]
    public void The_newest_version_of_each_wins_in_whatever_order_messages_arrive()
    {
        var message = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2]);
        message.Array[1, 60].Sample(messages =>
        {
            var numbered = AsSent(messages);
            var shuffled = numbered.OrderBy(m => (m.Version * 2_654_435_761) % 97).ToArray();
            var roster = new CellRoster();
            foreach (var (id, kind, version) in shuffled)
            {
                _ = kind switch
                {
                    0 => roster.Enter(At(id, Reports.North(version), version)),
                    1 => roster.Leave(id, version, Reports.Now),
                    _ => roster.Move(Move(id, version), out var slot) == MoveResult.Moved ? slot : null,
                };
            }
            foreach (var last in numbered.Where(m => m.Kind != 2).GroupBy(m => m.Id).Select(g => g.Last()))
            {
                Assert.Equal(last.Kind == 0, roster.TryFind(last.Id, out _));
            }
        });
    }

    /// <summary>An efectivo moves in a cell only between entering and leaving it.</summary>
    private static (string Id, int Kind, long Version)[] AsSent((int Id, int Kind)[] messages)
    {
        var inside = new HashSet<int>();
        return [.. messages
            .Where(m => m.Kind switch { 0 => inside.Add(m.Id) || true, 1 => inside.Remove(m.Id) || true, _ => inside.Contains(m.Id) })
            .Select((m, i) => ($"E-{m.Id}", m.Kind, (long)i + 1))];
    }

    private static CellMove Move(string id, long version) => new() { EfectivoId = id, Version = version, Fix = At(id, Reports.North(version)).Fix };
}
