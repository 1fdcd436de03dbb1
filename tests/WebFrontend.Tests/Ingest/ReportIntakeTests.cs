using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.Ingest;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Ingest;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Tests.Ingest;

public sealed class ReportIntakeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reports_of_many_doors_share_a_call_and_each_gets_its_own_outcomes()
    {
        var (grains, worker) = ScriptedSilo.With((_, batch) => Task.FromResult(Receipt(batch)));
        await using var intake = await Intake.Start(grains, clock: new AwaitedClock());

        var pending = Enumerable.Range(1, 40).Select(size => intake.Submit(Reports(size, first: size * 1_000)).AsTask()).ToArray();
        await intake.Pass(pending);

        Assert.InRange(worker.Calls.Count, 1, 3);
        for (var size = 1; size <= 40; size++)
        {
            Assert.Equal(Receipt(Reports(size, first: size * 1_000)).Outcomes, (await pending[size - 1]).Outcomes);
        }
    }

    [Fact]
    public async Task No_call_is_larger_than_the_limit_and_no_submission_is_torn()
    {
        var (grains, worker) = ScriptedSilo.With((_, batch) => Task.FromResult(Receipt(batch)));
        await using var intake = await Intake.Start(grains);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => intake.Submit(Reports(450, first: i * 450)).AsTask()));

        Assert.All(worker.Calls, call => Assert.InRange(call.Length, 450, IngestLimits.BatchMax));
        Assert.All(worker.Calls, call => Assert.Equal(0, call.Length % 450));
        Assert.Equal(Enumerable.Range(0, 50 * 450).Select(i => (long)i), worker.Calls.SelectMany(call => call).Select(r => r.ReportId).Order());
    }

    [Fact]
    public async Task A_call_under_way_when_a_silo_is_lost_is_sent_again_at_once()
    {
        var never = new TaskCompletionSource<IngestReceipt>();
        var (grains, worker) = ScriptedSilo.With((number, batch) => number == 0 ? never.Task : Task.FromResult(Receipt(batch)));
        await using var intake = await Intake.Start(grains, options => options.AttemptS = 60);
        intake.Link.Count(2);

        var pending = intake.Submit(Reports(3)).AsTask();
        await Until.True(() => worker.Calls.Count == 1, "the call");
        intake.Link.Count(1);

        Assert.Equal(Receipt(Reports(3)).Outcomes, (await pending.WaitAsync(TimeSpan.FromSeconds(30), Cancel)).Outcomes);
        Assert.All(worker.Calls, call => Assert.Equal([0, 1, 2], call.Select(report => report.ReportId)));
    }

    [Fact]
    public async Task A_failed_call_is_sent_again_with_the_same_ids()
    {
        var (grains, worker) = ScriptedSilo.With((number, batch) => number < 2
            ? Task.FromException<IngestReceipt>(number == 0 ? new TimeoutException() : new GadUnavailableException("journal"))
            : Task.FromResult(Receipt(batch) with { Degraded = true }));
        await using var intake = await Intake.Start(grains, clock: new AwaitedClock());

        var pending = intake.Submit(Reports(3)).AsTask();
        await intake.Pass([pending]);

        Assert.Equal(3, worker.Calls.Count);
        Assert.All(worker.Calls, call => Assert.Equal([0, 1, 2], call.Select(report => report.ReportId)));
        Assert.True(intake.Degraded);
    }

    [Fact]
    public async Task A_call_that_hangs_is_given_up_and_sent_again()
    {
        var (grains, worker) = ScriptedSilo.With((number, batch) => number == 0
            ? new TaskCompletionSource<IngestReceipt>().Task
            : Task.FromResult(Receipt(batch)));
        await using var intake = await Intake.Start(grains, clock: new AwaitedClock());
        await intake.Pass([intake.Submit(Reports(1)).AsTask()]);
        Assert.Equal(2, worker.Calls.Count);
    }

    [Fact]
    public async Task After_its_time_is_over_a_report_goes_back_to_its_sender_as_unavailable()
    {
        var (grains, worker) = ScriptedSilo.With((_, _) => Task.FromException<IngestReceipt>(new TimeoutException()));
        await using var intake = await Intake.Start(grains, clock: new AwaitedClock());
        var pending = intake.Submit(Reports(1)).AsTask();
        await Assert.ThrowsAsync<GadUnavailableException>(() => intake.Pass([pending]));
        Assert.InRange(worker.Calls.Count, 15, 100);
    }

    [Fact]
    public async Task A_report_waits_no_longer_than_its_time_for_room_in_the_queue_and_at_silos_together()
    {
        var never = new TaskCompletionSource<IngestReceipt>();
        var (grains, _) = ScriptedSilo.With((_, _) => never.Task);
        var clock = new AwaitedClock();
        await using var intake = await Intake.Start(
            grains, options => (options.QueueMax, options.Lanes, options.InFlightMax, options.CollectMs) = (IngestLimits.BatchMax, 1, 1, 0), clock);
        var start = clock.GetTimestamp();

        Task<IngestReceipt>[] pending = [intake.Submit(Reports(1)).AsTask(), intake.Submit(Reports(IngestLimits.BatchMax)).AsTask(), intake.Submit(Reports(1)).AsTask()];
        var ends = pending.Select(async answer =>
        {
            await Assert.ThrowsAsync<GadUnavailableException>(() => answer);
            return clock.GetElapsedTime(start).TotalSeconds;
        }).ToArray();
        await intake.Pass(ends);

        Assert.All(await Task.WhenAll(ends), seconds => Assert.InRange(seconds, 59, 62));
    }

    [Fact]
    public async Task A_bug_in_a_silo_is_not_retried_and_leaks_nothing()
    {
        var (grains, worker) = ScriptedSilo.With((_, _) => Task.FromException<IngestReceipt>(new InvalidOperationException("secret")));
        await using var intake = await Intake.Start(grains);
        var failure = await Assert.ThrowsAsync<GadUnavailableException>(() => intake.Submit(Reports(1)).AsTask());
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        Assert.Single(worker.Calls);
    }

    [Fact]
    public async Task A_full_queue_lets_its_senders_wait_and_loses_nothing()
    {
        var gate = new TaskCompletionSource();
        var (grains, worker) = ScriptedSilo.With(async (_, batch) =>
        {
            await gate.Task;
            return Receipt(batch);
        });
        await using var intake = await Intake.Start(
            grains, options => (options.QueueMax, options.Lanes, options.InFlightMax, options.CollectMs) = (IngestLimits.BatchMax, 1, 1, 0));
        var first = await intake.Enter(Reports(1));
        await Until.True(() => worker.Calls.Count == 1, "the first call to be under way");
        var second = await intake.Enter(Reports(IngestLimits.BatchMax));
        var third = intake.Enter(Reports(1)).AsTask();
        Assert.False(third.IsCompleted);
        gate.SetResult();
        await Task.WhenAll(first, second, await third);
    }

    [Fact]
    public async Task What_enters_a_lane_is_called_in_that_order_and_each_lane_has_its_worker()
    {
        var (grains, worker) = ScriptedSilo.With((_, batch) => Task.FromResult(Receipt(batch)));
        await using var intake = await Intake.Start(grains, options => (options.Lanes, options.CollectMs) = (4, 1));
        var pending = new List<Task>();
        for (var i = 0; i < 200; i++)
        {
            pending.Add(await intake.Enter(Reports(3, first: i * 3), lane: -7));
        }
        await Task.WhenAll(pending);
        Assert.Equal(Enumerable.Range(0, 600).Select(i => (long)i), worker.Calls.SelectMany(call => call).Select(report => report.ReportId));
        Assert.Single(worker.Keys.Distinct());

        foreach (var lane in Enumerable.Range(0, 8))
        {
            await await intake.Enter(Reports(1), lane);
        }
        Assert.Equal([0, 1, 2, 3], worker.Keys.Distinct().Order());
    }

    [Fact]
    public async Task A_stop_carries_what_was_taken_to_its_end()
    {
        var gate = new TaskCompletionSource();
        var (grains, worker) = ScriptedSilo.With(async (_, batch) =>
        {
            await gate.Task;
            return Receipt(batch);
        });
        await using var intake = await Intake.Start(grains, options => (options.Lanes, options.InFlightMax, options.QueueMax) = (1, 2, 100_000));
        var pending = Enumerable.Range(0, 5).Select(i => intake.Submit(Reports(IngestLimits.BatchMax, first: i * IngestLimits.BatchMax)).AsTask()).ToArray();
        await Until.True(() => worker.Calls.Count == 2, "two calls to be under way");
        var stop = intake.Stop();
        Assert.False(stop.IsCompleted);
        await Assert.ThrowsAsync<GadUnavailableException>(() => intake.Submit(Reports(1)).AsTask());
        gate.SetResult();
        await stop;
        // Nothing runs any more: what is not answered by now never will be.
        var receipts = await Task.WhenAll(pending).WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        Assert.All(receipts, receipt => Assert.Equal(IngestLimits.BatchMax, receipt.Outcomes.Length));
    }

    [Fact]
    public async Task Nothing_needs_no_call()
    {
        var (grains, worker) = ScriptedSilo.With((_, batch) => Task.FromResult(Receipt(batch)));
        await using var intake = await Intake.Start(grains);
        Assert.Empty((await intake.Submit([])).Outcomes);
        Assert.Empty(worker.Calls);
    }

    /// <summary>Each report's outcome is told by its id.</summary>
    private static IngestReceipt Receipt(ImmutableArray<PositionReport> batch) =>
        new() { Outcomes = [.. batch.Select(report => (ReportOutcome)(report.ReportId % 10 + 1))] };

    private static ImmutableArray<PositionReport> Reports(int count, int first = 0) => [.. Enumerable.Range(first, count).Select(id => new PositionReport
    {
        EfectivoId = "E-0417",
        ReportId = id,
        ReceivedTime = DateTime.UnixEpoch,
        Source = ReportSource.Rest,
        Fix = new Fix { Point = new GeoPoint(1, 1), DeviceTime = DateTime.UnixEpoch.AddSeconds(id) },
    })];

    private sealed class Intake(ReportIntake intake, ClusterLink link, ServiceProvider services, AwaitedClock? clock) : IAsyncDisposable
    {
        public ClusterLink Link => link;

        public bool Degraded => intake.Degraded;

        public static async Task<Intake> Start(IGrainFactory grains, Action<IngestOptions>? set = null, AwaitedClock? clock = null)
        {
            var options = new IngestOptions();
            set?.Invoke(options);
            var link = new ClusterLink();
            link.Count(1);
            var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
            var instruments = new IngestInstruments(services.GetRequiredService<IMeterFactory>());
            var time = clock ?? TimeProvider.System;
            var sender = new BatchSender(grains, link, Options.Create(options), instruments, time, NullLogger<BatchSender>.Instance);
            var intake = new ReportIntake(Options.Create(options), sender, instruments, time);
            await intake.StartAsync(Cancel);
            return new Intake(intake, link, services, clock);
        }

        public async ValueTask<IngestReceipt> Submit(ImmutableArray<PositionReport> reports) => await await Enter(reports);

        public ValueTask<Task<IngestReceipt>> Enter(ImmutableArray<PositionReport> reports, int lane = 0) => intake.Enter(reports, lane, Cancel);

        public Task Stop() => intake.StopAsync(Cancel);

        /// <summary>Lets the clock run, 50 ms at a time and only while it is waited for, until all are answered.</summary>
        public async Task Pass(Task[] pending)
        {
            var all = Task.WhenAll(pending);
            await Until.True(
                () =>
                {
                    for (var step = 0; step < 20 && clock!.IsAwaited; step++)
                    {
                        clock.Advance(TimeSpan.FromMilliseconds(50));
                    }
                    return all.IsCompleted;
                },
                "the answers");
            await all;
        }

        public async ValueTask DisposeAsync()
        {
            await intake.StopAsync(Cancel);
            intake.Dispose();
            await services.DisposeAsync();
        }
    }
}
