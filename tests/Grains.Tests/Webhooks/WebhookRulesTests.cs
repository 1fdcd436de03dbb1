using System.Collections.Immutable;
using GrupoGad.Fences;
using GrupoGad.Webhooks;

namespace GrupoGad.Grains.Tests.Webhooks;

public sealed class WebhookRulesTests
{
    private static readonly DateTime Now = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly WebhookOptions Options = new();

    [Fact]
    public void What_is_taken_moves_on_and_forgets_the_failures()
    {
        var failing = Made() with { Tries = 3, FailingSince = Now, LastFailure = "500", NextTry = Now, Delivered = 5 };
        var after = After(failing, [Event(8), Event(9)], 12, PostOutcome.Taken);
        Assert.Equal((12L, 7L, 0, "", (DateTime?)null, (DateTime?)null), (after.Position, after.Delivered, after.Tries, after.LastFailure, after.FailingSince, after.NextTry));
    }

    [Fact]
    public void A_server_that_is_away_is_tried_for_days_with_growing_pauses_and_nothing_is_skipped()
    {
        var state = Made();
        var (now, pauses) = (Now, new List<double>());
        for (var tries = 0; tries < 30; tries++)
        {
            state = WebhookRules.After(state, [Event(8)], 8, new PostResult(PostOutcome.Away, "no answer"), now, chance: 1, Options);
            pauses.Add((state.NextTry!.Value - now).TotalSeconds);
            now = state.NextTry.Value;
        }
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 120, 120], pauses.Take(9));
        Assert.Equal((7L, Now, 0), (state.Position, state.FailingSince, state.DeadLetters.Length));
        state = WebhookRules.After(state, [Event(8)], 8, new PostResult(PostOutcome.Away, "no answer"), Now + Options.KeepFor + TimeSpan.FromSeconds(1), 1, Options);
        Assert.Equal((8L, 1), (state.Position, state.DeadLetters.Length));
    }

    [Fact]
    public void The_one_that_a_server_chokes_on_is_found_and_put_aside_and_the_rest_goes_on()
    {
        var state = After(Made(), [Event(8), Event(9)], 9, PostOutcome.Refused);
        Assert.Equal((7L, 1), (state.Position, WebhookRules.BatchSize(state, Options)));
        for (var tries = 1; tries < Options.RefusalsMax; tries++)
        {
            state = After(state, [Event(8)], 8, PostOutcome.Refused);
            Assert.Equal((7L, 0), (state.Position, state.DeadLetters.Length));
        }
        state = After(state, [Event(8)], 8, PostOutcome.Refused);
        Assert.Equal((8L, 8L, "Refused", 1), (state.Position, Assert.Single(state.DeadLetters).Event.Number, state.DeadLetters[0].Failure, WebhookRules.BatchSize(state, Options)));
        state = After(state, [Event(9)], 9, PostOutcome.Taken);
        Assert.Equal((9L, Options.BatchMax), (state.Position, WebhookRules.BatchSize(state, Options)));
    }

    [Fact]
    public void Who_says_that_nobody_wants_it_any_more_is_paused()
    {
        var state = After(Made(), [Event(8)], 8, PostOutcome.Gone);
        Assert.Equal((true, 7L, false), (state.Plan!.Paused, state.Position, state.IsAtWork));
    }

    [Fact]
    public void Dead_letters_are_bounded_and_the_dropped_ones_counted()
    {
        var state = Made();
        for (var number = 0; number < WebhookRules.DeadLettersMax + 5; number++)
        {
            state = WebhookRules.After(
                state with { Tries = 0 }, [Event(number)], number, new PostResult(PostOutcome.Away, ""), Now + TimeSpan.FromDays(4), 1, Options);
        }
        Assert.Equal((WebhookRules.DeadLettersMax, 5L, WebhookRules.DeadLettersMax + 4L), (state.DeadLetters.Length, state.DeadLettersDropped, state.DeadLetters[0].Event.Number));
    }

    [Theory]
    [InlineData("", 0, false)]
    [InlineData("https://a.example", 0, true)]
    [InlineData("https://a.example", 501, false)]
    public void Plans_out_of_range_are_refused(string url, int fences, bool isFine) => Assert.Equal(
        isFine, WebhookRules.Refuses(new WebhookPlan { Url = url, Fences = [.. Enumerable.Repeat("ZONA-1", fences)] }) is null);

    [Fact]
    public void It_wants_what_its_plan_says()
    {
        var plan = new WebhookPlan { Url = "https://a.example", Kinds = [FenceEventKind.Enter], Fences = ["ZONA-1"] };
        Assert.True(WebhookRules.Wants(plan, Event(1)));
        Assert.False(WebhookRules.Wants(plan, Event(1) with { Kind = FenceEventKind.Exit }));
        Assert.False(WebhookRules.Wants(plan, Event(1) with { FenceId = "ZONA-2" }));
        Assert.True(WebhookRules.Wants(new WebhookPlan { Url = "https://a.example" }, Event(1)));
    }

    private static WebhookState After(WebhookState state, ImmutableArray<FenceEvent> sent, long upTo, PostOutcome outcome) =>
        WebhookRules.After(state, sent, upTo, new PostResult(outcome, outcome.ToString()), Now, chance: 0, Options);

    private static WebhookState Made() => new() { Plan = new WebhookPlan { Url = "https://a.example" }, Secret = "s", Position = 7 };

    private static FenceEvent Event(long number) => new()
    {
        FenceId = "ZONA-1", FenceName = "Zona", Kind = FenceEventKind.Enter, EfectivoId = "E-0001", At = Now, KnownAt = Now, Number = number,
    };
}
