using static GrupoGad.Operations.Plans;

namespace GrupoGad.Operations;

public sealed class ExpectedTests
{
    [Fact]
    public void Each_expectation_is_judged_against_what_is_there()
    {
        (Expected Expected, long? Current, bool Same, Mismatch Mismatch)[] table =
        [
            (default, null, false, Mismatch.None), (default, 7, false, Mismatch.None),
            (Expected.Of(Expectation.Unstated), null, false, Mismatch.None), (Expected.Of(Expectation.Unstated), 7, true, Mismatch.None),
            (Expected.Of(Expectation.Unstated), 7, false, Mismatch.Unstated),
            (Expected.Of(Expectation.Nothing), null, false, Mismatch.None), (Expected.Of(Expectation.Nothing), 7, true, Mismatch.Stale),
            // A gateway's own repetition finds what the call before it made.
            (Expected.Of(Expectation.NothingElse), null, false, Mismatch.None), (Expected.Of(Expectation.NothingElse), 7, true, Mismatch.None), (Expected.Of(Expectation.NothingElse), 7, false, Mismatch.Stale),
            (Expected.Of(Expectation.Something), null, false, Mismatch.Stale), (Expected.Of(Expectation.Something), 7, false, Mismatch.None),
            (Expected.Version(7), 7, false, Mismatch.None), (Expected.Version(7), null, false, Mismatch.Stale), (Expected.Version(6), 7, false, Mismatch.Stale),
            // A repeat whose answer was lost names the version before; a later one is nobody's.
            (Expected.Version(6), 7, true, Mismatch.None), (Expected.Version(8), 7, true, Mismatch.Stale),
            (new(Expectation.OneOf, []), 7, true, Mismatch.Stale), (new(Expectation.OneOf, [3, 7]), 7, false, Mismatch.None),
            (new(Expectation.NoneOf, [7]), 7, false, Mismatch.Stale), (new(Expectation.NoneOf, [6]), 7, false, Mismatch.None), (new(Expectation.NoneOf, [6]), null, false, Mismatch.None),
        ];
        Assert.All(table, row => Assert.Equal(row.Mismatch, row.Expected.Against(row.Current, row.Same)));
    }

    [Fact]
    public void What_was_made_from_a_version_replaces_no_newer_one()
    {
        Assert.Equal(Mismatch.Stale, Expected.Of(Expectation.Something).MadeFrom(7).Against(8));
        Assert.Equal(Mismatch.Stale, new Expected(Expectation.OneOf, [7, 8]).MadeFrom(7).Against(8));
        Assert.Equal(Mismatch.Stale, Expected.Version(6).MadeFrom(7).Against(7));
        Assert.Equal(Mismatch.Stale, new Expected(Expectation.NoneOf, [7]).MadeFrom(7).Against(7));
        Assert.Equal(Mismatch.Unstated, Expected.Of(Expectation.Unstated).MadeFrom(7).Against(7));
        Assert.Equal(Mismatch.None, new Expected(Expectation.NoneOf, [6]).MadeFrom(7).Against(7));
    }

    [Fact]
    public void Two_who_plan_one_code_do_not_overwrite_each_other()
    {
        var nothing = new OperationState();
        OperationRequest Asks(Expected expected) => Request() with { Expected = expected };
        Decision Plan(OperationState state, string title, Expected expected) =>
            OperationRules.Plan(state, "OP-1", Planned().Plan! with { Title = title }, null, Asks(expected), Now, TimeSpan.Zero);

        var first = Plan(nothing, "Control norte", Expected.Of(Expectation.Unstated));
        var state = OperationRules.Apply(nothing, first, Now);
        Assert.Equal(OperationOutcome.Unversioned, Plan(state, "Control sur", Expected.Of(Expectation.Unstated)).Outcome);
        Assert.Equal(OperationOutcome.Stale, Plan(state, "Control sur", Expected.Of(Expectation.Nothing)).Outcome);
        Assert.Equal(OperationOutcome.Unchanged, Plan(state, "Control norte", Expected.Of(Expectation.Unstated)).Outcome);
        var second = Plan(state, "Control sur", Expected.Version(state.Version));
        Assert.Equal(OperationOutcome.Done, second.Outcome);
        Assert.Equal(OperationOutcome.Stale, Plan(OperationRules.Apply(state, second, Now), "Control oeste", Expected.Version(state.Version)).Outcome);
        Assert.Equal(OperationOutcome.Stale, OperationRules.Move(state, OperationMove.Cancel, false, Asks(Expected.Version(state.Version + 1)) with { Reason = "why" }).Outcome);
    }
}
