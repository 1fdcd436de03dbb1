using System.Collections.Immutable;
using System.Globalization;
using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.Silo.Tests.Operations;
using Microsoft.Extensions.DependencyInjection;
using static GrupoGad.Silo.Tests.Fences.Squares;

namespace GrupoGad.Silo.Tests.Fences;

/// <summary>The clock crosses the edge of a schedule while people stand inside, also on the two days on which the clocks of Berlin are changed.</summary>
public sealed class ScheduleTests
{
    private static readonly TimeSpan _step = TimeSpan.FromSeconds(20);

    /// <summary>On 29 March 2026 the hour from two to three is left out: half past one until half past three is one hour.</summary>
    [Fact]
    public async Task Too_few_and_too_many_begin_and_end_with_the_schedule_and_who_enters_is_told_only_while_it_watches()
    {
        var clock = new SteeredClock(Utc("2026-03-29T00:00:00Z"));
        await using var silo = await Start(clock);
        var schedule = Berlin(new FenceWindow(DayOfWeek.Sunday, 90, 210));
        await Put(silo, "FEW", new FenceWatch { Enter = true, VoidBelow = 5 }, schedule);
        await Put(silo, "MANY", new FenceWatch { Enter = true, CrowdAbove = 1 }, schedule);
        await Report(silo, clock, "E-1", "E-2");
        await To(silo, clock, "2026-03-29T00:29:40Z");
        Assert.Equal(("", ""), (await Told(silo, "FEW"), await Told(silo, "MANY")));

        const string Inside = " E-1:Enter:Schedule@00:30 E-2:Enter:Schedule@00:30";
        await Tells(silo, clock, "FEW", ":Void:Schedule@00:30" + Inside);
        await Tells(silo, clock, "MANY", ":Crowd:Schedule@00:30" + Inside);
        Assert.Equal([2, 2], [.. ((FenceEvent[])[.. await Events(silo, "FEW"), .. await Events(silo, "MANY")]).Where(told => told.EfectivoId.Length == 0).Select(told => told.Inside)]);
        await To(silo, clock, "2026-03-29T00:45:00Z");
        await Report(silo, clock, "E-3");
        // Three o'clock comes after two: nothing begins nor ends.
        await To(silo, clock, "2026-03-29T01:29:40Z");
        const string Later = " E-3:Enter:Moved@00:45";
        Assert.Equal((":Void:Schedule@00:30" + Inside + Later, ":Crowd:Schedule@00:30" + Inside + Later), (await Told(silo, "FEW"), await Told(silo, "MANY")));
        await Tells(silo, clock, "FEW", ":Void:Schedule@00:30" + Inside + Later + " :VoidOver:Schedule@01:30");
        await Tells(silo, clock, "MANY", ":Crowd:Schedule@00:30" + Inside + Later + " :CrowdOver:Schedule@01:30");

        await Report(silo, clock, "E-4");
        await To(silo, clock, "2026-03-29T03:00:00Z");
        Assert.Equal(5, (await Events(silo, "FEW")).Length);
        Assert.Equal(5, (await Events(silo, "MANY")).Length);
    }

    /// <summary>On 25 October 2026 the hour from two to three comes twice.</summary>
    [Fact]
    public async Task A_window_in_the_hour_that_comes_twice_begins_and_ends_twice()
    {
        var clock = new SteeredClock(Utc("2026-10-25T00:00:00Z"));
        await using var silo = await Start(clock);
        await Put(silo, "MANY", new FenceWatch { CrowdAbove = 0 }, Berlin(new FenceWindow(DayOfWeek.Sunday, 135, 165)));
        await Report(silo, clock, "E-1");
        var told = "";
        foreach (var (edge, kind) in new[] { ("00:15", "Crowd"), ("00:45", "CrowdOver"), ("01:15", "Crowd"), ("01:45", "CrowdOver") })
        {
            await To(silo, clock, $"2026-10-25T{edge}:00Z", TimeSpan.FromSeconds(20));
            Assert.Equal(told, await Told(silo, "MANY"));
            told = $"{told} :{kind}:Schedule@{edge}".TrimStart();
            await Tells(silo, clock, "MANY", told);
        }
        await To(silo, clock, "2026-10-25T04:00:00Z");
        Assert.Equal(told, await Told(silo, "MANY"));
    }

    private static Task<SiloStack> Start(SteeredClock clock) => SiloStack.Start(null, silo =>
    {
        silo.Services.AddSingleton<TimeProvider>(clock);
        silo.Services.AddSingleton<IOutgoingGrainCallFilter>(new CommandRecorder());
        silo.UseInMemoryReminderService();
        GrupoGad.Silo.Recovery.RecoverySetup.UseGadWaking(silo);
    });

    private static async Task Put(SiloStack silo, string fence, FenceWatch watch, FenceSchedule schedule)
    {
        Assert.Equal(FenceOutcome.Created, (await silo.Get<IGrainFactory>().GetGrain<IFenceGrain>(fence).Put(Plan() with { Watch = watch, Schedule = schedule }, "operator-1")).Outcome);
        await silo.Get<FenceMapMonitor>().CatchUp();
    }

    /// <summary>They are inside, now.</summary>
    private static async Task Report(SiloStack silo, SteeredClock clock, params string[] people)
    {
        foreach (var id in people)
        {
            var efectivo = silo.Get<IGrainFactory>().GetGrain<IEfectivoGrain>(id);
            await efectivo.Register(new EfectivoProfile { DisplayName = "Unidad " + id });
            Assert.Equal(ReportOutcome.Accepted, await efectivo.Report(FenceSilo.At(id, Inside, clock.Now) with { ReceivedTime = clock.Now }));
        }
    }

    /// <summary>In small steps, so that every timer comes in its time.</summary>
    private static async Task To(SiloStack silo, SteeredClock clock, string instant, TimeSpan? before = null)
    {
        Assert.NotEqual(0, clock.Timers);
        var until = Utc(instant) - (before ?? TimeSpan.Zero);
        while (clock.Now < until)
        {
            clock.Advance(until - clock.Now < _step ? until - clock.Now : _step);
            // Its turn comes after what the timer began.
            await silo.Get<IGrainFactory>().GetGrain<IFenceGrain>("MANY").Describe();
        }
    }

    /// <summary>The clock goes on until it is told, but not beyond the minute: a busy machine may tell it late.</summary>
    private static async Task Tells(SiloStack silo, SteeredClock clock, string fence, string told)
    {
        var until = clock.Now.AddSeconds(35);
        await Reports.Until($"{fence} told {told}", async () =>
        {
            if (clock.Now < until)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
            }
            return (await Told(silo, fence)).Length >= told.Length;
        });
        Assert.Equal(told, await Told(silo, fence));
    }

    /// <summary>The fence's own, then each efectivo's, of a minute: what, why and when. Those who are inside when a schedule begins are asked in no order.</summary>
    private static async Task<string> Told(SiloStack silo, string fence) => string.Join(' ', (await Events(silo, fence))
        .OrderBy(told => told.At.Ticks / TimeSpan.TicksPerMinute).ThenBy(told => told.EfectivoId, StringComparer.Ordinal)
        .Select(told => string.Create(CultureInfo.InvariantCulture, $"{told.EfectivoId}:{told.Kind}:{told.Cause}@{told.At:HH:mm}")));

    private static async Task<ImmutableArray<FenceEvent>> Events(SiloStack silo, string fence) =>
        [.. (await silo.Get<IGrainFactory>().GetGrain<IFenceDirectoryGrain>(0).Events(new FenceEventQuery { FenceId = fence, Limit = 100 })).Events.Reverse()];

    private static FenceSchedule Berlin(FenceWindow window) => new() { TimeZone = "Europe/Berlin", Windows = [window] };

    private static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
