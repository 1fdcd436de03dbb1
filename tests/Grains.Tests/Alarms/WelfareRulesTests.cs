using System.Text.Json;
using CsCheck;

namespace GrupoGad.Alarms;

public sealed class WelfareRulesTests
{
    private static readonly DateTime Start = new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(0, true)]
    [InlineData(59, false)]
    [InlineData(60, true)]
    [InlineData(86_400, true)]
    [InlineData(86_401, false)]
    [InlineData(-60, false)]
    public void A_period_is_one_minute_to_one_day_or_none(int seconds, bool inRange) =>
        Assert.Equal(inRange, WelfareRules.IsInRange(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void A_period_has_a_version_that_only_a_change_of_it_moves()
    {
        var state = WelfareRules.Set(WelfareRules.Set(new WelfareState(), Every, "op-1", Start), Every, "op-2", Start);
        state = WelfareRules.CheckIn(WelfareRules.Look(state, offDuty: false, Start + Every), Start + 2 * Every);
        Assert.Equal(1, state.Version);
        Assert.Equal(2, WelfareRules.Set(state, TimeSpan.Zero, "op-1", Start).Version);
        (Expected Expected, WelfareState State, bool Refused)[] table =
        [
            (default, state, false), (Expected.Version(1), state, false), (Expected.Version(0), state, true), (Expected.Of(Expectation.Nothing), state, true),
            (Expected.Of(Expectation.Nothing), new(), false), (Expected.Version(0), new(), false), (Expected.Of(Expectation.Nothing), new() { Every = Every }, true),
        ];
        Assert.All(table, row => Assert.Equal(row.Refused, WelfareRules.RefusesVersion(row.State, 2 * Every, row.Expected)));
        // The answer to the first was lost: it is sent again, and is right.
        Assert.False(WelfareRules.RefusesVersion(state, Every, Expected.Version(0)));
    }

    [Fact]
    public void Two_misses_in_a_row_ask_for_an_alarm_and_two_more_for_another()
    {
        var state = WelfareRules.Set(new WelfareState(), Every, "op-1", Start);
        var asked = new List<string>();
        for (var i = 1; i <= 4; i++)
        {
            state = WelfareRules.Look(state, offDuty: false, Start + i * Every);
            Assert.Equal(i, state.Missed);
            if (state.OwedAlarm.Length > 0)
            {
                asked.Add(state.OwedAlarm);
                state = WelfareRules.AlarmRaised(state);
            }
        }
        Assert.Equal(["check-in-20261124T122000000", "check-in-20261124T124000000"], asked);
    }

    [Fact]
    public void A_check_in_forgives_the_miss_before_it()
    {
        var state = WelfareRules.Look(WelfareRules.Set(new WelfareState(), Every, "op-1", Start), false, Start + Every);
        state = WelfareRules.CheckIn(state, Start.AddMinutes(13));
        Assert.Equal((0, Start.AddMinutes(23)), (state.Missed, state.DueAt));
    }

    [Fact]
    public void While_nobody_looked_nobody_could_check_in()
    {
        var state = WelfareRules.Look(WelfareRules.Set(new WelfareState(), Every, "op-1", Start), false, Start.AddHours(3));
        Assert.Equal((1, "", Start.AddHours(3) + Every), (state.Missed, state.OwedAlarm, state.DueAt));
    }

    [Fact]
    public void Off_duty_nothing_is_missed_and_the_clock_goes_on()
    {
        var state = WelfareRules.Look(WelfareRules.Set(new WelfareState(), Every, "op-1", Start), false, Start + Every);
        state = WelfareRules.Look(state, offDuty: true, Start + 2 * Every);
        Assert.Equal((0, "", Start + 3 * Every), (state.Missed, state.OwedAlarm, state.DueAt));
    }

    [Fact]
    public void The_same_period_again_forgives_nothing()
    {
        var state = WelfareRules.Look(WelfareRules.Set(new WelfareState(), Every, "op-1", Start), false, Start + Every);
        Assert.Equal(state, WelfareRules.Set(state, Every, "op-2", Start.AddMinutes(15)));
        Assert.Null(WelfareRules.Set(state, TimeSpan.Zero, "op-2", Start.AddMinutes(15)).DueAt);
    }

    /// <summary>The clock is looked at now and then; what it says is what one finds by going through the minutes one by one.</summary>
    [Fact]
    public void Any_schedule_ends_as_the_model_says()
    {
        Gen.Select(Gen.Int[0, 11], Gen.Int[0, 12]).Array[1, 60].Sample(schedule =>
        {
            var (state, model, now) = (new WelfareState(), new WelfareModel(), Start);
            var raised = new List<DateTime>();
            foreach (var (what, minutes) in schedule)
            {
                // Alive, the grain's timer looks at every due; down, it looks late, once.
                var down = what == 0;
                for (var minute = 0; minute < minutes; minute++)
                {
                    now = now.AddMinutes(1);
                    if (!down)
                    {
                        state = WelfareRules.Look(state, model.OffDuty, now);
                        model.Minute(now);
                    }
                }
                switch (what)
                {
                    case 0:
                        state = WelfareRules.Look(JsonSerializer.Deserialize<WelfareState>(JsonSerializer.Serialize(state))!, model.OffDuty, now);
                        model.Minute(now);
                        break;
                    case 1 or 2 or 3:
                        state = WelfareRules.CheckIn(state, now);
                        model.CheckIn(now);
                        break;
                    case 4:
                        state = WelfareRules.Set(state, TimeSpan.FromMinutes(minutes), "op-1", now);
                        model.Set(minutes, now);
                        break;
                    case 5:
                        model.OffDuty = !model.OffDuty;
                        break;
                }
                if (state.OwedAlarm.Length > 0)
                {
                    raised.Add(state.OwedAt);
                    state = WelfareRules.AlarmRaised(state);
                }
                Assert.Equal((model.Due, model.Missed), (state.DueAt, state.Missed));
            }
            Assert.Equal(model.Alarms.Count > 0, raised.Count > 0);
            Assert.All(raised, at => Assert.Contains(at, model.Alarms));
            Assert.Equal(model.Alarms.LastOrDefault(), raised.LastOrDefault());
        }, iter: 20_000);
    }

    private sealed class WelfareModel
    {
        private int _every;

        public bool OffDuty { get; set; }

        public DateTime? Due { get; private set; }

        public int Missed { get; private set; }

        public List<DateTime> Alarms { get; } = [];

        public void Set(int minutes, DateTime now)
        {
            if (minutes != _every)
            {
                (_every, Due, Missed) = (minutes, minutes == 0 ? null : now.AddMinutes(minutes), 0);
            }
        }

        public void CheckIn(DateTime now) => (Due, Missed) = (Due is null ? null : now.AddMinutes(_every), 0);

        public void Minute(DateTime now)
        {
            if (Due is not { } due || now < due)
            {
                return;
            }
            Missed = OffDuty ? 0 : Missed + 1;
            if (Missed is > 0 && Missed % 2 == 0)
            {
                Alarms.Add(due);
            }
            Due = due.AddMinutes(_every);
            if (Due <= now)
            {
                Due = now.AddMinutes(_every);
            }
        }
    }
}
