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
            case < 48:
                var move = (OperationMove)(act.C % 6 + 1);
                model.Moved(operation, move, world.Move(operation, move));
                break;
            case < 53:
                world.Replan(operation, act.B % 5 - 1, act.C % 3 + 1);
                break;
            case < 56:
                world.Pass(20 * (act.C % 4 + 1));
                break;
            case < 68:
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
            Assert.True(hold.Reservations.Count(held => held.Engaged) <= 1, "On task for two operations.");
            Assert.All(hold.Reservations, held => Assert.Null(hold.Reservations.FirstOrDefault(other => Overlap(held, other, world.Clock))));
            Assert.True(!hold.Reservations.Any(held => held.Engaged) || hold.Availability != Availability.Available, "Engaged and free.");
            var believers = world.States.SelectMany(state => state.Bonds.Values.Select(bond => (state.Plan, StoredAssignment: bond)))
                .Where(pair => pair.StoredAssignment.EfectivoId == ExchangeWorld.Code(efectivo) && HoldRules.IsBelieved(pair.StoredAssignment)).ToArray();
            foreach (var (plan, bond) in believers)
            {
                var held = Assert.Single(hold.Reservations, held => held.AssignmentId == bond.AssignmentId);
                Assert.True(Covers(held, plan!, world.Clock), $"{bond.EfectivoId} is not held for the time that its operation believes: {held}; {bond}; {plan!.PlannedStart:HH:mm}-{plan.PlannedEnd:HH:mm} at {world.Clock:HH:mm}");
            }
            Assert.DoesNotContain(believers, one => believers.Any(other => other.StoredAssignment != one.StoredAssignment && Overlap(one.Plan!, other.Plan!, world.Clock)));
        }
        for (var operation = 0; operation < ExchangeWorld.Operations; operation++)
        {
            Assert.Equal(Enumerable.Range(1, world.Timelines[operation].Count).Select(n => (long)n), world.Timelines[operation].Select(entry => entry.Sequence));
            Assert.Equal(world.Timelines[operation].Count, world.States[operation].LastSequence);
            Assert.True(!world.States[operation].IsClosed || world.States[operation].OpenBonds == 0, "A closed operation has people.");
            Assert.InRange(world.States[operation].Answered.Length, 0, RequestRules.AnsweredMax);
        }
    }

    /// <summary>Time that is past is nobody's: only time to come may not be promised twice.</summary>
    private static bool Overlap(Reservation one, Reservation other, DateTime now) => one.AssignmentId != other.AssignmentId
        && Spans(one).Any(a => Spans(other).Any(b => Later(Later(a.From, b.From), now) < (a.To < b.To ? a.To : b.To)));

    private static bool Overlap(OperationPlan one, OperationPlan other, DateTime now) =>
        Later(Later(one.PlannedStart, other.PlannedStart), now) < (one.PlannedEnd < other.PlannedEnd ? one.PlannedEnd : other.PlannedEnd);

    private static bool Covers(Reservation held, OperationPlan plan, DateTime now) =>
        plan.PlannedEnd <= now || Spans(held).Any(span => span.From <= Later(plan.PlannedStart, now) && span.To >= plan.PlannedEnd);

    private static IEnumerable<(DateTime From, DateTime To)> Spans(Reservation held)
    {
        yield return (held.From, held.To);
        if (held is { AlsoFrom: { } from, AlsoTo: { } to })
        {
            yield return (from, to);
        }
    }

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;

    private static void Settled(ExchangeWorld world)
    {
        for (var efectivo = 0; efectivo < ExchangeWorld.Efectivos; efectivo++)
        {
            var open = world.States.SelectMany(state => state.Bonds.Values).Where(bond => bond.EfectivoId == ExchangeWorld.Code(efectivo) && bond.IsOpen).ToArray();
            Assert.Equal(open.Select(bond => bond.AssignmentId).Order(), world.Holds[efectivo].Reservations.Select(held => held.AssignmentId).Order());
            Assert.All(world.Holds[efectivo].Reservations, held => Assert.Null(held.AlsoFrom));
            Assert.All(world.Holds[efectivo].Reservations.Where(held => held.Engaged), held => Assert.True(open.Single(bond => bond.AssignmentId == held.AssignmentId).IsWorking));
        }
        Assert.All(world.States.SelectMany(state => state.Bonds.Values), bond => Assert.Equal(PendingEffects.None, bond.Owed & (PendingEffects.Reserve | PendingEffects.Hold | PendingEffects.Release)));
        Assert.All(world.States.SelectMany(state => state.Bonds.Values.Where(bond => (bond.Owed & PendingEffects.Engage) != 0).Select(bond => (state, bond))), pair => Assert.True(
            !HoldRules.Begins(pair.state, pair.bond, world.Clock) || world.Holds[int.Parse(pair.bond.EfectivoId[2..], System.Globalization.CultureInfo.InvariantCulture)]
                .Reservations.Any(held => held.AssignmentId != pair.bond.AssignmentId), "It could be on task and is not."));
    }
}
