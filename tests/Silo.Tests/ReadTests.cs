using GrupoGad.Efectivos;
using GrupoGad.Tracks;

namespace GrupoGad.Silo.Tests;

/// <summary>What the ports promise, whether PostGIS or memory is behind them.</summary>
public abstract class ReadTests : IAsyncLifetime
{
    private SiloStack _silo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract Task<SiloStack> Start();

    public virtual async ValueTask InitializeAsync() => _silo = await Start();

    public virtual ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task History_is_read_page_by_page_without_gap_or_repeat()
    {
        var times = Enumerable.Range(0, 25).Select(i => Reports.Noon.AddHours(i)).ToArray();
        foreach (var time in times.Reverse())
        {
            await _silo.Get<ITrackJournal>().Append(Reports.Of("E-1", time));
            await _silo.Get<ITrackJournal>().Append(Reports.Of("E-2", time));
        }
        var read = new List<DateTime>();
        var sizes = new List<int>();
        for (DateTime? from = times[0]; from is not null;)
        {
            var page = await _silo.Get<ITrackHistory>().Read(
                new TrackQuery { EfectivoId = "E-1", From = from.Value, To = times[24], Limit = 12 }, Cancellation);
            read.AddRange(page.Fixes.Select(fix => fix.DeviceTime));
            sizes.Add(page.Fixes.Length);
            from = page.NextFrom;
        }
        Assert.Equal(times[..24], read);
        Assert.Equal([12, 12], sizes);
    }

    [Fact]
    public async Task Search_takes_what_is_typed_as_text_whatever_its_case()
    {
        await _silo.Register("E-100", "Ana 100% Ruiz");
        await _silo.Register("E_200", "Bea Gil");
        await _silo.Register("E-300", @"Cruz \ Roja");

        Assert.Equal(["E-100", "E-300", "E_200"], (await Find("E")).Order(StringComparer.Ordinal));
        Assert.Equal(["E-100"], await Find("0% r"));
        Assert.Equal(["E_200"], await Find("e_2"));
        Assert.Equal(["E-300"], await Find(@"\"));
        Assert.Equal(["E_200"], await Find("BEA"));
        Assert.Empty(await Find("zzz"));
        Assert.Equal(2, (await _silo.Get<IEfectivoDirectory>().Find("E", 2, Cancellation)).Length);
    }

    [Fact]
    public async Task Search_shows_the_availability_as_it_was_stored_last()
    {
        var state = await _silo.Register("E-1", "Ana");
        state.State = state.State with { Availability = Availability.Unavailable };
        await _silo.Write("E-1", state);

        var found = Assert.Single(await _silo.Get<IEfectivoDirectory>().Find("E-1", 5, Cancellation));
        Assert.Equal(("Ana", "Unidad 1", Availability.Unavailable), (found.DisplayName, found.Unit, found.Availability));
    }

    [Fact]
    public async Task The_last_position_is_that_of_the_newest_device_time()
    {
        await _silo.Get<ITrackJournal>().Append(Reports.Of("E-1", Reports.Noon.AddMinutes(1), latitude: 10));
        await _silo.Get<ITrackJournal>().Append(Reports.Of("E-1", Reports.Noon, latitude: 20));

        await Reports.Until("the last position is known", async () =>
            (await _silo.Get<ILastPositions>().Read("E-1", Cancellation))?.Fix.Point.Latitude == 10);
        Assert.Null(await _silo.Get<ILastPositions>().Read("E-2", Cancellation));
    }

    private async Task<string[]> Find(string text) =>
        [.. (await _silo.Get<IEfectivoDirectory>().Find(text, 20, Cancellation)).Select(found => found.EfectivoId)];
}

public sealed class MemoryReadTests : ReadTests
{
    protected override Task<SiloStack> Start() => SiloStack.Start(null);
}

public sealed class PostGisReadTests(PostGisServer server) : ReadTests
{
    private TestDatabase _database = null!;

    protected override async Task<SiloStack> Start()
    {
        _database = await server.CreateDatabase();
        return await SiloStack.Start(_database.Address);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
    }
}
