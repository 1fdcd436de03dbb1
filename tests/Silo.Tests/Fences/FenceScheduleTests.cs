using GrupoGad.Fences;
using static GrupoGad.Silo.Tests.Fences.FenceSilo;
using static GrupoGad.Silo.Tests.Fences.Squares;

namespace GrupoGad.Silo.Tests.Fences;

/// <summary>A schedule that begins or ends over somebody who stands still and says nothing.</summary>
public sealed class FenceScheduleTests(PostGisServer server) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private FenceSilo _silo = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        _silo = await FenceSilo.Start(_database.Address);
        await _silo.Registered("E-1");
        await _silo.Report(At("E-1", Inside, After(0)));
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task It_enters_when_the_schedule_begins_and_leaves_when_it_ends_each_told_once()
    {
        var (fence, opens) = await Closed(TimeSpan.FromSeconds(3));
        await _silo.Tells(fence, "E-1:Enter E-1:Exit");
        var told = await _silo.Events(fence);
        Assert.Equal([opens, opens.AddSeconds(3)], told.Select(one => one.At));
        Assert.All(told, one => Assert.Equal(FenceCause.Schedule, one.Cause));
        // Its next fix finds nothing that was not told.
        await _silo.Report(At("E-1", Inside, DateTime.UtcNow));
        await _silo.Report(At("E-1", Outside, DateTime.UtcNow.AddSeconds(1)));
        Assert.Equal(2, (await _silo.Events(fence)).Length);
    }

    [Fact]
    public async Task A_beginning_at_which_no_silo_lived_is_told_by_the_next_one_and_once()
    {
        var (fence, opens) = await Closed(TimeSpan.FromHours(1));
        await _silo.DisposeAsync();
        await Until.True(() => DateTime.UtcNow > opens, "the schedule to begin");

        _silo = await FenceSilo.Start(_database.Address);
        await _silo.Tells(fence, "E-1:Enter");
        await _silo.DisposeAsync();
        _silo = await FenceSilo.Start(_database.Address);
        await _silo.Report(At("E-1", Inside, DateTime.UtcNow));
        var told = Assert.Single(await _silo.Events(fence));
        Assert.Equal((opens, FenceCause.Schedule), (told.At, told.Cause));
    }

    /// <summary>A fence that is known to hold it before it watches: on a busy machine that may take longer, and then another one is made.</summary>
    private async Task<(string Fence, DateTime Opens)> Closed(TimeSpan open)
    {
        for (var leadS = 4; ; leadS *= 3)
        {
            var (fence, now) = ($"HOURS-{leadS}", DateTime.UtcNow);
            var opens = new DateTime(now.Ticks - now.Ticks % TimeSpan.TicksPerSecond, DateTimeKind.Utc).AddSeconds(leadS);
            await _silo.Put(fence, Plan() with { Schedule = new FenceSchedule { From = opens, Until = opens + open } });
            await Reports.Until("it is known to be inside", async () => await _database.Ask<long>($"SELECT count(*) FROM fence_presence WHERE fence_id = '{fence}'") == 1);
            if (DateTime.UtcNow < opens.AddSeconds(-0.5) || leadS > 60)
            {
                return (fence, opens);
            }
        }
    }
}
