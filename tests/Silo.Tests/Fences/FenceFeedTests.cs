using GrupoGad.Fences;

namespace GrupoGad.Silo.Tests.Fences;

public sealed class FenceFeedTests(PostGisServer server)
{
    [Fact]
    public async Task A_reader_that_follows_the_numbers_of_many_writers_leaves_none_out()
    {
        await using var database = await server.CreateDatabase();
        await using var one = await PostGisStack.Start(database.Address, null, ("Gad:FenceJournal:CommitRowsMax", "3"));
        await using var other = await PostGisStack.Start(database.Address, null, ("Gad:FenceJournal:CommitRowsMax", "5"));
        var writers = Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                await (writer % 2 == 0 ? one : other).Get<IFenceJournal>().Append(Told(writer, i));
            }
        })).ToArray();
        var (read, after) = (new List<long>(), 0L);
        var records = one.Get<IFenceRecords>();
        while (read.Count < 800)
        {
            var done = Array.TrueForAll(writers, writer => writer.IsCompleted);
            var page = await records.After(after, 50, default);
            read.AddRange(page.Select(told => told.Number));
            after = page.IsEmpty ? after : page[^1].Number;
            Assert.False(done && page.IsEmpty, $"only {read.Count} of 800 were read: some were skipped");
        }
        await Task.WhenAll(writers);
        Assert.Equal(await database.Lines("SELECT number FROM fence_events ORDER BY number"), read.Select(number => $"{number}"));
    }

    [Fact]
    public async Task Events_are_found_by_each_condition_newest_first_page_by_page()
    {
        await using var database = await server.CreateDatabase();
        await using var stack = await PostGisStack.Start(database.Address);
        for (var i = 0; i < 6; i++)
        {
            await stack.Get<IFenceJournal>().Append(Told(i % 2, i));
        }
        var records = stack.Get<IFenceRecords>();
        var all = await records.Find(new FenceEventQuery { Limit = 4 }, default);
        Assert.Equal("5 4 3 2", Seconds(all));
        Assert.Equal("1 0", Seconds(await records.Find(new FenceEventQuery { Limit = 4, Before = all[^1].Number }, default)));
        Assert.Equal("5 3 1", Seconds(await records.Find(new FenceEventQuery { Limit = 9, EfectivoId = "E-1" }, default)));
        Assert.Equal("4 3", Seconds(await records.Find(new FenceEventQuery { Limit = 9, From = Reports.Noon.AddSeconds(3), To = Reports.Noon.AddSeconds(5) }, default)));
        Assert.Equal(6, (await records.Find(new FenceEventQuery { Limit = 9, FenceId = "PLAZA", Kinds = [FenceEventKind.Enter] }, default)).Length);
        Assert.Empty(await records.Find(new FenceEventQuery { Limit = 9, OperationId = "OP-1" }, default));
        Assert.Equal(all[0].Number, await records.Newest(default));

        static string Seconds(IEnumerable<FenceEvent> told) => string.Join(' ', told.Select(one => (int)(one.At - Reports.Noon).TotalSeconds));
    }

    private static FenceWrite Told(int writer, int second) => new()
    {
        Events =
        [
            new PendingFenceEvent(
                new FenceEvent
                {
                    FenceId = "PLAZA", FenceName = "Plaza", Kind = FenceEventKind.Enter, EfectivoId = $"E-{writer}", At = Reports.Noon.AddSeconds(second), KnownAt = Reports.Noon,
                },
                false),
        ],
    };
}
