using GrupoGad.Efectivos;
using static GrupoGad.Cluster.Tests.Fixes;

namespace GrupoGad.Cluster.Tests;

public sealed class EfectivoTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    [Fact]
    public async Task A_report_becomes_the_live_position()
    {
        var efectivo = await silos.Registered("A-001");
        Assert.Equal(ReportOutcome.Accepted, await efectivo.Report(Report("A-001", Obelisco)));
        var view = await efectivo.Describe();
        Assert.Equal(Obelisco, view!.Fix!.Value.Point);
        Assert.Equal(Freshness.Live, view.Freshness);
    }

    [Fact]
    public async Task A_coarse_fix_is_kept_and_shown_and_is_no_fix_to_be_sent_by()
    {
        var efectivo = await silos.Registered("A-COARSE");
        await efectivo.Report(Report("A-COARSE", Obelisco, DateTime.UtcNow.AddSeconds(-30)));
        var indoors = Report("A-COARSE", North(200));
        Assert.Equal(ReportOutcome.Accepted, await efectivo.Report(indoors with { Fix = indoors.Fix with { AccuracyM = 850 } }));
        var shown = (await efectivo.Describe())!.Fix!.Value;
        Assert.Equal((North(200), 850f, true), (shown.Point, shown.AccuracyM, shown.IsCoarse()));
    }

    [Fact]
    public async Task A_device_that_is_refused_says_so_on_its_card_until_a_report_of_it_is_kept()
    {
        var efectivo = await silos.Registered("A-CLOCK");
        Assert.Null((await efectivo.Describe())!.DeviceRefusal);
        foreach (var minutes in new[] { 60, 61, 62 })
        {
            Assert.Equal(ReportOutcome.InFuture, await efectivo.Report(Report("A-CLOCK", Obelisco, DateTime.UtcNow.AddMinutes(minutes))));
        }
        var refusal = (await efectivo.Describe())!.DeviceRefusal!;
        Assert.Equal((ReportOutcome.InFuture, 3L), (refusal.Outcome, refusal.Count));
        Assert.True(refusal.Since <= refusal.LastAt && refusal.LastAt > DateTime.UtcNow.AddMinutes(-1));
        Assert.Equal(ReportOutcome.Accepted, await efectivo.Report(Report("A-CLOCK", Obelisco)));
        Assert.Null((await efectivo.Describe())!.DeviceRefusal);
    }

    [Fact]
    public async Task Nobody_registered_is_unknown()
    {
        var stranger = silos.Grains.GetGrain<IEfectivoGrain>("A-NOBODY");
        Assert.Equal(ReportOutcome.UnknownEfectivo, await stranger.Report(Report("A-NOBODY", Obelisco)));
        Assert.Null(await stranger.Describe());
    }

    [Fact]
    public async Task A_backlog_sent_twice_changes_nothing_the_second_time()
    {
        var efectivo = await silos.Registered("A-002");
        var start = DateTime.UtcNow.AddMinutes(-10);
        var backlog = Enumerable.Range(0, 50).Select(i => Report("A-002", North(i * 20), start.AddSeconds(i * 10))).ToArray();
        foreach (var report in backlog)
        {
            Assert.Equal(ReportOutcome.Accepted, await efectivo.Report(report));
        }
        var before = await efectivo.Describe();
        foreach (var report in backlog.Select(r => r with { ReportId = r.ReportId + 1_000_000 }))
        {
            Assert.Equal(ReportOutcome.Duplicate, await efectivo.Report(report));
        }
        Assert.Equal(before!.Fix, (await efectivo.Describe())!.Fix);
    }

    [Fact]
    public async Task A_retry_with_the_same_id_gets_the_same_answer()
    {
        var efectivo = await silos.Registered("A-003");
        var report = Report("A-003", Obelisco);
        Assert.Equal(ReportOutcome.Accepted, await efectivo.Report(report));
        Assert.Equal(ReportOutcome.Accepted, await efectivo.Report(report));
        var late = Report("A-003", North(5), DateTime.UtcNow.AddMinutes(-5));
        Assert.Equal(ReportOutcome.AcceptedAsHistory, await efectivo.Report(late));
        Assert.Equal(ReportOutcome.AcceptedAsHistory, await efectivo.Report(late));
    }

    [Fact]
    public async Task An_illegal_availability_is_refused_with_the_rule_and_a_legal_one_is_kept()
    {
        var efectivo = await silos.Registered("A-004");
        Assert.Equal(AvailabilityOutcome.Changed, (await efectivo.ChangeAvailability(To(Availability.OnTask))).Outcome);
        var refused = await efectivo.ChangeAvailability(To(Availability.OffDuty));
        Assert.Equal(AvailabilityOutcome.IllegalTransition, refused.Outcome);
        Assert.NotEmpty(refused.Rule);
        Assert.Equal(Availability.OnTask, (await efectivo.Describe())!.Availability);
    }

    private static AvailabilityChange To(Availability availability) => new() { To = availability, Actor = "operator-1" };

    [Fact]
    public async Task Whoever_makes_something_new_is_not_refused_for_the_first_of_its_own_two_calls()
    {
        var (efectivo, profile, nothing) = (silos.Grains.GetGrain<IEfectivoGrain>("A-TWICE"), new EfectivoProfile { DisplayName = "Unidad" }, Expected.Of(Expectation.Nothing));
        Assert.Equal(EfectivoOutcome.Created, (await efectivo.Put(profile, nothing)).Outcome);
        Assert.Equal(EfectivoOutcome.Stale, (await efectivo.Put(profile, nothing)).Outcome);
        try
        {
            // As a gateway does when the silo of the first is lost before it answers.
            RepeatedCall.Mark();
            Assert.Equal(EfectivoOutcome.Unchanged, (await efectivo.Put(profile, nothing)).Outcome);
            Assert.Equal(EfectivoOutcome.Stale, (await efectivo.Put(profile with { DisplayName = "Otra" }, nothing)).Outcome);
        }
        finally
        {
            RequestContext.Clear();
        }
    }
}
