using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.Ingest;
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
    public async Task A_slow_call_is_not_made_twice_and_whoever_came_first_is_given_back_first()
    {
        var gate = new TaskCompletionSource();
        var (grains, worker) = ScriptedSilo.With(async (_, batch) =>
        {
            await gate.Task;
            return Receipt(batch);
        });
        var clock = new AwaitedClock();
        await using var intake = await Intake.Start(grains, options => (options.Lanes, options.CollectMs) = (1, 1_000), clock);
        var old = await intake.Enter(Reports(1));
        await Until.True(() => clock.IsAwaited, "the batch to wait for others");
        clock.Advance(TimeSpan.FromMilliseconds(900));
        var young = await intake.Enter(Reports(2, first: 7));
        await Until.True(
            () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(50));
                return old.IsCompleted;
            },
            "the older one's time to be over");
        Assert.Equal("cluster", (await Assert.ThrowsAsync<GadUnavailableException>(() => old)).Part);
        Assert.False(young.IsCompleted);
        gate.SetResult();
        Assert.Equal(Receipt(Reports(2, first: 7)).Outcomes, (await young.WaitAsync(TimeSpan.FromSeconds(30), Cancel)).Outcomes);
        Assert.Single(worker.Calls);
    }

    [Fact]
    public async Task The_time_of_a_report_runs_from_its_arrival_however_often_there_is_too_little_room()
    {
        var clock = new AwaitedClock();
        var queue = new SubmissionQueue(2_500, clock);
        foreach (var size in new[] { 500, 1_000, 1_000 })
        {
            Assert.True(await queue.Enter(new Submission(Reports(size), clock.GetTimestamp()), TimeSpan.FromSeconds(5), Cancel));
        }
        var since = clock.GetTimestamp();
        var waiting = queue.Enter(new Submission(Reports(1_000), since), TimeSpan.FromSeconds(5), Cancel).AsTask();
        clock.Advance(TimeSpan.FromSeconds(4));
        var (batch, reports) = (new List<Submission>(), 0);
        queue.Drain(batch, ref reports);
        Assert.Equal(500, reports);
        await Until.True(
            () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(10));
                return waiting.IsCompleted;
            },
            "its time to be over");
        Assert.False(await waiting);
        Assert.InRange(clock.GetElapsedTime(since).TotalSeconds, 5, 8);
    }

    [Fact]
    public async Task After_its_time_is_over_a_report_goes_back_to_its_sender_as_unavailable()
    {
        var (grains, worker) = ScriptedSilo.With((_, _) => Task.FromException<IngestReceipt>(new TimeoutException()));
        await using var intake = await Intake.Start(grains, clock: new AwaitedClock());
        var pending = intake.Submit(Reports(1)).AsTask();
        await Assert.ThrowsAsync<GadUnavailableException>(() => intake.Pass([pending]));
        Assert.InRange(worker.Calls.Count, 3, 40);
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

        Assert.All(await Task.WhenAll(ends), seconds => Assert.InRange(seconds, 4, 7));
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

    private sealed class Intake(ReportIntake intake, ServiceProvider services, AwaitedClock? clock) : IAsyncDisposable
    {
        public bool Degraded => intake.Degraded;

        public static async Task<Intake> Start(IGrainFactory grains, Action<IngestOptions>? set = null, AwaitedClock? clock = null)
        {
            var options = new IngestOptions();
            set?.Invoke(options);
            var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
            var instruments = new IngestInstruments(services.GetRequiredService<IMeterFactory>());
            var time = clock ?? TimeProvider.System;
            var sender = new BatchSender(grains, Options.Create(options), instruments, time, NullLogger<BatchSender>.Instance);
            var intake = new ReportIntake(Options.Create(options), sender, instruments, time);
            await intake.StartAsync(Cancel);
            return new Intake(intake, services, clock);
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
