using CsCheck;
using GrupoGad.Efectivos;

namespace GrupoGad.Operations;

/// <summary>Random schedules of requests, deliveries and crashes, against a naive model and what must hold at every moment.</summary>
public sealed class ExchangeTests
{
    private const int Schedules = 12_000;

    private static readonly AssignmentStep[] _steps = [.. Enum.GetValues<AssignmentStep>().Where(step => step >= AssignmentStep.Accepted)];

    /// <summary>What one event of a schedule is; numbers choose whom it concerns.</summary>
    private readonly record struct Act(int Kind, int A, int B, int C);

    private static readonly Gen<Act> _act = Gen.Select(Gen.Int[0, 99], Gen.Int[0, 59], Gen.Int[0, 59], Gen.Int[0, 59], (kind, a, b, c) => new Act(kind, a, b, c));

    [Fact]
    public void In_any_schedule_no_efectivo_is_held_twice_and_everything_settles() => _act.Array[1, 120].Sample(
        acts =>
        {
            var world = new ExchangeWorld();
            var model = new NaiveOperations();
            foreach (var act in acts)
            {
                Play(world, model, act);
                Holds(world);
                model.Agrees(world);
            }
            world.Settle();
            Holds(world);
            Settled(world);
        },
        // The first schedule is one that once left an efectivo held by nobody; the others are new each time, and a failure names its seed.
        iter: Schedules, seed: "4oJ_BY1PDVW2");

    private static void Play(ExchangeWorld world, NaiveOperations model, Act act)
    {
        var (operation, efectivo) = (act.A % ExchangeWorld.Operations, act.B % ExchangeWorld.Efectivos);
        switch (act.Kind)
        {
            case < 20:
                model.Assigned(operation, efectivo, world.Assign(operation, efectivo));
                break;
            case < 40:
                var step = _steps[act.C % _steps.Length];
                model.Stepped(operation, efectivo, step, world.Step(operation, efectivo, step));
                break;
            case < 50:
                var move = (OperationMove)(act.C % 6 + 1);
                model.Moved(operation, move, world.Move(operation, move));
                break;
            case < 65:
                world.Send(operation);
                break;
            case < 90:
                world.Deliver(act.A * 60 + act.B, again: act.C % 4 == 0, answered: act.C % 3 != 0);
                model.Follow(world);
                break;
            case < 95:
                world.Crash(operation);
                break;
            default:
                world.Ask(efectivo, (Availability)(act.C % 4 + 1));
                break;
        }
    }

    private static void Holds(ExchangeWorld world)
    {
        for (var efectivo = 0; efectivo < ExchangeWorld.Efectivos; efectivo++)
        {
            var hold = world.Holds[efectivo];
            var believers = world.States.SelectMany(state => state.Bonds.Values)
                .Where(bond => bond.EfectivoId == ExchangeWorld.Code(efectivo) && bond is { Step: >= AssignmentStep.Proposed and <= AssignmentStep.OnScene }).ToArray();
            Assert.True(believers.Length <= 1, $"{believers.Length} operations believe that they hold one efectivo.");
            Assert.All(believers, bond => Assert.Equal(hold.Reservation?.AssignmentId, bond.AssignmentId));
            Assert.True(hold.Reservation is not { Engaged: true } || hold.Availability == Availability.OnTask, "Engaged and not on task.");
        }
        for (var operation = 0; operation < ExchangeWorld.Operations; operation++)
        {
            Assert.Equal(Enumerable.Range(1, world.Timelines[operation].Count).Select(n => (long)n), world.Timelines[operation].Select(entry => entry.Sequence));
            Assert.Equal(world.Timelines[operation].Count, world.States[operation].LastSequence);
            Assert.True(!world.States[operation].IsClosed || world.States[operation].OpenBonds == 0, "A closed operation has people.");
            Assert.InRange(world.States[operation].Answered.Length, 0, RequestRules.AnsweredMax);
        }
    }

    private static void Settled(ExchangeWorld world)
    {
        for (var efectivo = 0; efectivo < ExchangeWorld.Efectivos; efectivo++)
        {
            var open = world.States.SelectMany(state => state.Bonds.Values).Where(bond => bond.EfectivoId == ExchangeWorld.Code(efectivo) && bond.IsOpen).ToArray();
            Assert.Equal(world.Holds[efectivo].Reservation?.AssignmentId, open.SingleOrDefault()?.AssignmentId);
            Assert.Equal(open.SingleOrDefault()?.IsWorking == true, world.Holds[efectivo].Reservation?.Engaged == true);
        }
        Assert.All(world.States.SelectMany(state => state.Bonds.Values), bond => Assert.Equal(Debts.None, bond.Owed & (Debts.Reserve | Debts.Engage | Debts.Release)));
    }
}
