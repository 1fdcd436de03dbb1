using System.Text.Json;
using CsCheck;
using GrupoGad.Geo;
using GrupoGad.Operations;

namespace GrupoGad.Alarms;

public sealed class AlarmRulesTests
{
    private static readonly DateTime Start = new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);
    private static readonly GeoPoint Here = new(-34.6, -58.4);

    [Theory]
    [InlineData("1234567", AlarmOutcome.Invalid)]
    [InlineData("12345678", AlarmOutcome.Done)]
    public void An_id_has_8_characters_at_least(string id, AlarmOutcome outcome) =>
        Assert.Equal(outcome, AlarmRules.Raise(new AlarmState(), Panic(id), Start).Outcome);

    [Fact]
    public void A_broken_place_does_not_hold_a_panic_up()
    {
        var raised = After(new AlarmState(), AlarmRules.Raise(new AlarmState(), Panic("panic-01") with { Point = new GeoPoint(double.NaN, 0) }, Start));
        Assert.Equal((AlarmStatus.Raised, null), (raised.Status, raised.Point));
    }

    [Fact]
    public void A_clock_that_is_ahead_counts_as_ours()
    {
        var raised = After(new AlarmState(), AlarmRules.Raise(new AlarmState(), Panic("panic-01") with { At = Start.AddHours(1) }, Start));
        Assert.Equal(Start, raised.RaisedAt);
    }

    [Fact]
    public void Raised_again_it_moves_to_the_newer_place_and_never_back()
    {
        var raised = After(new AlarmState(), AlarmRules.Raise(new AlarmState(), Panic("panic-01") with { Point = Here }, Start));
        var there = new GeoPoint(-34.7, -58.4);
        var moved = AlarmRules.Raise(raised, Panic("panic-02") with { Point = there, At = Start.AddSeconds(5) }, Start.AddSeconds(5));
        Assert.Equal(AlarmOutcome.Unchanged, moved.Outcome);
        raised = After(raised, moved);
        Assert.Equal(("panic-01", there), (raised.AlarmId, raised.Point));
        Assert.Equal(there, After(raised, AlarmRules.Raise(raised, Panic("panic-01") with { Point = Here }, Start.AddSeconds(6))).Point);
    }

    [Fact]
    public void It_is_cancelled_by_a_person_with_a_reason_after_it_was_acknowledged()
    {
        var raised = After(new AlarmState(), AlarmRules.Raise(new AlarmState(), Panic("panic-01"), Start));
        Assert.Equal(AlarmOutcome.Invalid, AlarmRules.Cancel(raised, "op-1", "falsa alarma", Start).Outcome);
        Assert.Equal(AlarmOutcome.Invalid, AlarmRules.Acknowledge(raised, AlarmRules.SystemActor, Start).Outcome);
        var acknowledged = After(raised, AlarmRules.Acknowledge(raised, "op-1", Start));
        Assert.Equal(AlarmOutcome.Invalid, AlarmRules.Cancel(acknowledged, "op-1", " ", Start).Outcome);
        Assert.Equal(AlarmOutcome.Invalid, AlarmRules.Cancel(acknowledged, "op-1", new string('x', 501), Start).Outcome);
        Assert.Equal(AlarmOutcome.Invalid, AlarmRules.Cancel(acknowledged, "", "falsa alarma", Start).Outcome);
        var over = After(acknowledged, AlarmRules.Cancel(acknowledged, "op-2", "falsa alarma", Start));
        Assert.Equal(("op-1", "op-2", "falsa alarma"), (over.AcknowledgedBy, over.CancelledBy, over.CancelReason));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_panic_takes_the_place_of_missed_check_ins_and_rings_and_its_retry_does_not(bool acknowledged)
    {
        var state = After(new AlarmState(), AlarmRules.Raise(new AlarmState(), CheckIn("check-in-01") with { Point = Here }, Start));
        state = acknowledged ? After(state, AlarmRules.Acknowledge(state, "op-1", Start)) : state;
        var panic = AlarmRules.Raise(state, Panic("panic-01"), Start);
        Assert.Equal(AlarmOutcome.Done, panic.Outcome);
        state = After(state, panic);
        Assert.Equal(("panic-01", AlarmKind.Panic, AlarmStatus.Raised, ""), (state.AlarmId, state.Kind, state.Status, state.AcknowledgedBy));

        state = After(state, AlarmRules.Acknowledge(state, "op-2", Start));
        foreach (var again in new[] { Panic("panic-01"), CheckIn("check-in-01"), CheckIn("check-in-02") })
        {
            var repeated = AlarmRules.Raise(state, again, Start);
            Assert.Equal(AlarmOutcome.Unchanged, repeated.Outcome);
            state = After(state, repeated);
            Assert.Equal(("panic-01", AlarmStatus.Acknowledged, "op-2"), (state.AlarmId, state.Status, state.AcknowledgedBy));
        }
    }

    [Fact]
    public void A_panic_pressed_anew_rings_whoever_has_seen_it_and_its_retries_do_not()
    {
        var state = After(new AlarmState(), AlarmRules.Raise(new AlarmState(), Panic("panic-01"), Start));
        state = After(state, AlarmRules.Acknowledge(state, "op-1", Start));
        Assert.Equal(AlarmOutcome.Unchanged, AlarmRules.Raise(state, Panic("panic-01"), Start.AddMinutes(1)).Outcome);

        var again = AlarmRules.Raise(state, Panic("panic-02"), Start.AddMinutes(1));
        Assert.Equal(AlarmOutcome.Done, again.Outcome);
        state = After(state, again);
        Assert.Equal(("panic-01", AlarmStatus.Raised, 1, Start.AddMinutes(1), "op-1"), (state.AlarmId, state.Status, state.PressedAgain, state.PressedAt, state.AcknowledgedBy));

        state = After(state, AlarmRules.Acknowledge(state, "op-2", Start.AddMinutes(2)));
        foreach (var retry in new[] { Panic("panic-02"), Panic("panic-01") })
        {
            Assert.Null(AlarmRules.Raise(state, retry, Start.AddMinutes(3)).Happened);
        }
        Assert.Equal("op-2", state.AcknowledgedBy);
    }

    [Fact]
    public void Nobody_is_in_the_gulf_of_guinea_because_a_device_knows_no_place()
    {
        var raised = After(new AlarmState(), AlarmRules.Raise(new AlarmState(), Panic("panic-01") with { Point = new GeoPoint(0, 0) }, Start));
        Assert.Null(raised.Point);
        raised = After(raised, AlarmRules.Raise(raised, Panic("panic-01") with { Point = Here, At = Start.AddSeconds(1) }, Start.AddSeconds(1)));
        Assert.Equal(Here, After(raised, AlarmRules.Raise(raised, Panic("panic-01") with { Point = new GeoPoint(0, -0.0), At = Start.AddSeconds(2) }, Start.AddSeconds(2))).Point);
    }

    [Fact]
    public void Help_is_on_its_way_only_when_somebody_is_and_not_whoever_called()
    {
        Assignment[] people = [StoredAssignment("E-1", AssignmentStep.Accepted), StoredAssignment("E-2", AssignmentStep.EnRoute), StoredAssignment("E-3", AssignmentStep.OnScene), StoredAssignment("E-0417", AssignmentStep.EnRoute)];
        Assert.Equal(["E-2", "E-3"], AlarmRules.Helpers([.. people], "E-0417"));
        Assert.Empty(AlarmRules.Helpers([StoredAssignment("E-1", AssignmentStep.Proposed), StoredAssignment("E-2", AssignmentStep.Released)], "E-0417"));

        static Assignment StoredAssignment(string id, AssignmentStep step) => new() { EfectivoId = id, AssignmentId = "a-" + id, Step = step, At = Start };
    }

    [Fact]
    public void A_call_that_was_made_after_the_end_of_an_alarm_rings_though_its_client_uses_that_alarms_id_again()
    {
        var over = Over(Panic("panic-01"), Start.AddMinutes(2));
        // Retries: of the same moment, or without one while a client may still repeat itself.
        foreach (var retry in new[] { Panic("panic-01") with { IsAtSaid = true }, Panic("panic-01") with { At = Start.AddMinutes(9) } })
        {
            Assert.Equal(AlarmOutcome.Unchanged, AlarmRules.Raise(over, retry, Start.AddMinutes(20)).Outcome);
        }
        foreach (var anew in new[] { Panic("panic-01") with { At = Start.AddMinutes(3), IsAtSaid = true }, Panic("panic-01") with { At = Start.AddMinutes(13) } })
        {
            var raised = After(over, AlarmRules.Raise(over, anew, Start.AddMinutes(20)));
            Assert.Equal((AlarmStatus.Raised, anew.At), (raised.Status, raised.RaisedAt));
            // A row of its own: what was known of the first stays.
            Assert.NotEqual("panic-01", raised.AlarmId);
            Assert.Equal(AlarmOutcome.Unchanged, AlarmRules.Raise(raised, anew, Start.AddMinutes(21)).Outcome);
            Assert.Equal(AlarmOutcome.Unchanged, AlarmRules.Raise(Over(anew, Start.AddMinutes(30), over), anew, Start.AddMinutes(31)).Outcome);
        }
        var longest = new string('p', AlarmRules.IdLengthMax);
        Assert.Null(AlarmRules.Refuses(Panic(After(Over(Panic(longest), Start), AlarmRules.Raise(Over(Panic(longest), Start), Panic(longest) with { At = Start.AddHours(1) }, Start.AddHours(1))).AlarmId)));
    }

    private static AlarmState Over(RaiseAlarm alarm, DateTime at, AlarmState? before = null)
    {
        var raised = After(before ?? new AlarmState(), AlarmRules.Raise(before ?? new AlarmState(), alarm, at));
        var seen = After(raised, AlarmRules.Acknowledge(raised, "op-1", at));
        return After(seen, AlarmRules.Cancel(seen, "op-1", "falsa alarma", at));
    }

    /// <summary>
    /// Any schedule of presses, retries, people and restarts, against the plainest telling of the rules: a list of alarms, the last of which may be open.
    /// </summary>
    [Fact]
    public void Any_schedule_ends_as_the_model_says()
    {
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 3], Gen.Int[0, 40]).Array[1, 40].Sample(schedule =>
        {
            var (state, model, now) = (new AlarmState(), new AlarmModel(), Start);
            foreach (var (what, which, wait) in schedule)
            {
                now = now.AddSeconds(wait);
                var decision = what switch
                {
                    <= 4 => AlarmRules.Raise(state, Any(which) with { At = now.AddSeconds(-5 * which), IsAtSaid = wait % 2 == 0, Point = Here with { Latitude = -wait } }, now),
                    5 or 6 => AlarmRules.Acknowledge(state, which == 0 ? AlarmRules.SystemActor : $"op-{which}", now),
                    7 or 8 => AlarmRules.Cancel(state, $"op-{which}", which == 0 ? "" : "falsa alarma", now),
                    _ => default,
                };
                var expected = what switch
                {
                    <= 4 => model.Raise(Any(which).AlarmId, Any(which).Kind, now.AddSeconds(-5 * which), -wait, wait % 2 == 0),
                    5 or 6 => model.Acknowledge(which == 0 ? null : $"op-{which}"),
                    7 or 8 => model.Cancel($"op-{which}", which != 0, now),
                    _ => default,
                };
                Assert.Equal(expected, decision.Outcome);
                state = what == 9 ? Restarted(state) : After(state, decision);
                model.Agrees(state);
            }
        }, iter: 20_000);
    }

    private static AlarmState After(AlarmState state, AlarmDecision decision) =>
        decision.Happened is { } happened ? AlarmRules.Apply(state, happened) : state;

    /// <summary>What a new activation reads: the document, and nothing that was only in memory.</summary>
    private static AlarmState Restarted(AlarmState state) => JsonSerializer.Deserialize<AlarmState>(JsonSerializer.Serialize(state))!;

    /// <summary>Two panics and two missed check-ins.</summary>
    private static RaiseAlarm Any(int which) => which % 2 == 0 ? Panic($"panic-0{which}") : CheckIn($"check-in-0{which}");

    private static RaiseAlarm CheckIn(string id) => Panic(id) with { Kind = AlarmKind.CheckIn, Actor = AlarmRules.SystemActor };

    private static RaiseAlarm Panic(string id) => new() { AlarmId = id, Kind = AlarmKind.Panic, At = Start, Actor = "E-0417" };
}
