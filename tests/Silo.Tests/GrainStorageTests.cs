using GrupoGad.Efectivos;
using GrupoGad.Silo.PostGis.ReadModels;
using GrupoGad.Tracks;
using Orleans.Storage;

namespace GrupoGad.Silo.Tests;

public sealed class GrainStorageTests(PostGisServer server) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private SiloStack _silo = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        _silo = await SiloStack.Start(_database.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task State_comes_back_as_it_was_written()
    {
        Assert.False((await _silo.Read("E-1")).RecordExists);
        var written = await _silo.Register("E-1", "Ana Núñez", "medic", "dog");
        written.State = written.State with { Availability = Availability.OnTask, AvailabilitySince = Reports.Noon };
        await _silo.Write("E-1", written);

        var read = await _silo.Read("E-1");
        Assert.True(read.RecordExists);
        Assert.Equal("2", read.ETag);
        Assert.Equal("Ana Núñez", read.State.Profile!.DisplayName);
        Assert.Equal(["medic", "dog"], read.State.Profile.Skills);
        Assert.Equal((Availability.OnTask, Reports.Noon), (read.State.Availability, read.State.AvailabilitySince));
    }

    [Fact]
    public async Task A_second_activation_cannot_overwrite_what_it_did_not_see()
    {
        var unseen = await _silo.Read("E-1");
        var (first, second) = (await _silo.Register("E-1", "First"), await _silo.Read("E-1"));
        await _silo.Write("E-1", first);

        await Assert.ThrowsAsync<InconsistentStateException>(() => _silo.Write("E-1", second));
        await Assert.ThrowsAsync<InconsistentStateException>(() => _silo.Write("E-1", unseen));
        await Assert.ThrowsAsync<InconsistentStateException>(() => _silo.Clear("E-1", second));
        Assert.Equal("First|2", await _database.Ask<string>("SELECT display_name || '|' || states.version FROM efectivos JOIN grain_states states ON key = id"));
    }

    [Fact]
    public async Task The_typed_row_follows_the_state()
    {
        var state = await _silo.Register("E-1", "Ana", "medic", "dog");
        Assert.Equal("E-1|Ana|Unidad 1|medic,dog|d-1|1|1", await TypedRow());
        state.State = state.State with { Availability = Availability.OffDuty };
        await _silo.Write("E-1", state);
        Assert.Equal("E-1|Ana|Unidad 1|medic,dog|d-1|3|2", await TypedRow());
        await _silo.Clear("E-1", state);
        Assert.Equal(0L, await _database.Ask<long>("SELECT count(*) FROM efectivos"));

        Task<string> TypedRow() => _database.Ask<string>("""
            SELECT concat_ws('|', id, display_name, unit, array_to_string(skills, ','), array_to_string(devices, ','), availability, version) FROM efectivos
            """);
    }

    [Fact]
    public async Task A_cleared_state_can_be_written_again()
    {
        var state = await _silo.Register("E-1", "Ana");
        await _silo.Clear("E-1", state);
        Assert.Null((await _silo.Read("E-1")).State.Profile);
        await _silo.Register("E-1", "Bea");
        Assert.Equal("Bea", (await _silo.Read("E-1")).State.Profile!.DisplayName);
    }

    [Fact]
    public async Task Codes_that_look_like_numbers_stay_apart()
    {
        string[] codes = ["42", "042", "0042", "BEEF", "0123456789ABCDEF0123456789ABCDEF"];
        foreach (var code in codes)
        {
            await _silo.Register(code, "Name of " + code);
        }
        foreach (var code in codes)
        {
            Assert.Equal("Name of " + code, (await _silo.Read(code)).State.Profile!.DisplayName);
        }
        Assert.Equal(codes.Order(StringComparer.Ordinal), await _database.Lines("SELECT id FROM efectivos ORDER BY id"));
    }

    [Fact]
    public async Task The_roster_serves_the_first_reads_of_all_and_then_no_more()
    {
        var cancellation = TestContext.Current.CancellationToken;
        foreach (var code in new[] { "E-1", "E-2", "E-3" })
        {
            await _silo.Register(code, "Name of " + code);
        }
        await _silo.Get<ITrackJournal>().Append(Reports.Of("E-1", Reports.Noon));
        await _silo.Get<ITrackJournal>().Append(Reports.Of("E-2", Reports.Noon, latitude: 12));
        await _silo.Get<ITrackJournal>().Append(Reports.Of("X-UNKNOWN", Reports.Noon));

        // Their last positions need not have been written yet: the roster looks at the history too.
        Assert.Equal(["E-1", "E-2"], (await _silo.Get<IRoster>().Located(cancellation).ToArrayAsync(cancellation)).Order());

        Assert.Equal(12, (await _silo.Get<ILastPositions>().Read("E-2", cancellation))!.Value.Fix.Point.Latitude);
        Assert.Equal("Name of E-3", (await _silo.Read("E-3")).State.Profile!.DisplayName);
        var warmed = await _silo.Read("E-1");
        Assert.Equal(3, _silo.Get<YoungRoster>().Served);
        await _silo.Write("E-1", warmed);
        Assert.Equal("2", (await _silo.Read("E-1")).ETag);
        Assert.NotNull(await _silo.Get<ILastPositions>().Read("E-2", cancellation));
        Assert.Null(await _silo.Get<ILastPositions>().Read("E-3", cancellation));
        Assert.Equal(3, _silo.Get<YoungRoster>().Served);
    }

    [Fact]
    public async Task A_document_that_grew_old_in_the_roster_cannot_overwrite_a_newer_one()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var state = await _silo.Register("E-1", "Ana");
        await _silo.Get<IRoster>().Located(cancellation).CountAsync(cancellation);
        await _silo.Write("E-1", state);

        var stale = await _silo.Read("E-1");
        Assert.Equal("1", stale.ETag);
        await Assert.ThrowsAsync<InconsistentStateException>(() => _silo.Write("E-1", stale));
        Assert.Equal("2", (await _silo.Read("E-1")).ETag);
    }

    [Fact]
    public async Task Who_comes_to_life_begins_where_the_history_stands_although_its_last_position_lags()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await _silo.Register("E-1", "Ana");
        await _silo.Get<ITrackJournal>().Append(Reports.Of("E-1", Reports.Noon, latitude: 10));
        await _silo.Get<ITrackJournal>().Append(Reports.Of("E-1", Reports.Noon.AddHours(2), latitude: 12));
        await Reports.Until("the last position is written", async () =>
            await _database.Ask<long>($"SELECT count(*) FROM last_positions WHERE device_time = '{Reports.Noon.AddHours(2):O}'") == 1);
        // As a silo leaves it that is killed between the two.
        await _database.Run($"UPDATE last_positions SET device_time = '{Reports.Noon:O}', position = ST_MakePoint(-58.4, 10)");

        var last = await _silo.Get<ILastPositions>().Read("E-1", cancellation);
        Assert.Equal((Reports.Noon.AddHours(2), 12), (last!.Value.Fix.DeviceTime, last.Value.Fix.Point.Latitude));

        await _database.Run("DELETE FROM last_positions");
        Assert.Equal(last, await _silo.Get<ILastPositions>().Read("E-1", cancellation));
        Assert.Null(await _silo.Get<ILastPositions>().Read("E-2", cancellation));
    }

    [Fact]
    public async Task A_roster_read_after_a_death_sets_nobody_back_who_moved_on_meanwhile()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await _silo.Register("E-1", "Ana");
        await _silo.Get<ITrackJournal>().Append(Reports.Of("E-1", Reports.Noon));
        await _silo.Get<IRoster>().Located(cancellation).CountAsync(cancellation);
        await _silo.Get<IRoster>().Located(cancellation).CountAsync(cancellation);
        await _silo.Get<ITrackJournal>().Append(Reports.Of("E-1", Reports.Noon.AddMinutes(1)));

        Assert.Equal(Reports.Noon.AddMinutes(1), (await _silo.Get<ILastPositions>().Read("E-1", cancellation))!.Value.Fix.DeviceTime);
    }

    [Fact]
    public async Task What_the_roster_read_of_one_that_lives_serves_no_later_activation()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await _silo.Register("E-1", "Ana");
        await _silo.Get<ITrackJournal>().Append(Reports.Of("E-1", Reports.Noon));
        await _silo.Get<IRoster>().Located(cancellation).CountAsync(cancellation);
        await _silo.Get<ITrackJournal>().Append(Reports.Of("E-1", Reports.Noon.AddMinutes(1)));

        _silo.Get<IRoster>().Settled("E-1");

        Assert.Equal(Reports.Noon.AddMinutes(1), (await _silo.Get<ILastPositions>().Read("E-1", cancellation))!.Value.Fix.DeviceTime);
    }
}
