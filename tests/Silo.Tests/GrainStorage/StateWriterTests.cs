namespace GrupoGad.Silo.Tests.GrainStorage;

public sealed class StateWriterTests(PostGisServer server) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private StateSilo _silo = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        _silo = await StateSilo.Start(_database.Address, StateSilo.OneAtATime);
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_conflict_in_the_middle_of_a_commit_fails_alone()
    {
        await Task.WhenAll(_silo.Write("b", null), _silo.Write("c", null), _silo.Write("d", null));
        await _silo.Write("c", 1);
        var (hold, _) = await _database.Gather(_silo);
        Task<int?>[] writes = [_silo.Write("a", null), _silo.Write("b", 1), _silo.Write("c", 1), _silo.Write("d", 1), _silo.Write("e", null)];
        await hold.DisposeAsync();

        Assert.Equal([1, 2, null, 2, 1], await Task.WhenAll(writes));
        var states = await _database.States();
        Assert.Equal(["a|1|2", "b|2|2", "c|2|1", "d|2|2", "e|1|2"], states);
    }

    [Fact]
    public async Task Of_two_first_writes_of_one_state_the_first_is_stored()
    {
        var (hold, _) = await _database.Gather(_silo);
        Task<int?>[] writes = [_silo.Write("a", null, """{"who":1}"""), _silo.Write("a", null, """{"who":2}""")];
        await hold.DisposeAsync();

        Assert.Equal([1, null], await Task.WhenAll(writes));
        Assert.Equal("1", await _database.Ask<string>("SELECT document ->> 'who' FROM grain_states WHERE key = 'a'"));
    }

    [Fact]
    public async Task Writes_of_one_state_that_wait_together_are_stored_in_their_order()
    {
        var (hold, _) = await _database.Gather(_silo);
        var writes = Enumerable.Range(0, 6).Select(i => _silo.Write("a", i == 0 ? null : i, $$"""{"turn":{{i}}}""")).ToArray();
        await hold.DisposeAsync();

        Assert.Equal([1, 2, 3, 4, 5, 6], await Task.WhenAll(writes));
        Assert.Equal("5", await _database.Ask<string>("SELECT document ->> 'turn' FROM grain_states WHERE key = 'a'"));
    }

    [Fact]
    public async Task A_cleared_state_keeps_its_row_so_that_its_version_goes_on()
    {
        await _silo.Write("a", null);
        Assert.Equal(2, await _silo.Clear("a", 1));
        Assert.Null(await _silo.Clear("a", 1));
        Assert.Null(await _silo.Write("a", null));
        Assert.Equal(1L, await _database.Ask<long>("SELECT count(*) FROM grain_states WHERE document IS NULL"));
        Assert.Equal(3, await _silo.Write("a", 2));
    }

    [Fact]
    public async Task A_write_that_is_cancelled_while_it_waits_is_never_stored_and_one_under_way_is_seen_through()
    {
        using var gone = new CancellationTokenSource();
        var (hold, first) = await _database.Gather(_silo, gone.Token);
        var (waiting, other) = (_silo.Write("a", null, "{}", gone.Token), _silo.Write("b", null));
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _silo.Write("c", null, "{}", gone.Token));
        Assert.False(first.IsCompleted);
        await hold.DisposeAsync();

        Assert.Equal([1, 1], await Task.WhenAll(first, other));
        Assert.Equal(["b", "first"], await _database.Lines("SELECT key FROM grain_states ORDER BY key"));
    }

    [Fact]
    public async Task What_PostGIS_will_never_take_fails_alone()
    {
        var (hold, _) = await _database.Gather(_silo);
        Task<int?>[] good = [_silo.Write("a", null), _silo.Write("c", null)];
        var bad = _silo.Write("b", null, """{"text":"\u0000"}""");
        await hold.DisposeAsync();

        await Assert.ThrowsAsync<GadUnavailableException>(() => bad);
        Assert.Equal([1, 1], await Task.WhenAll(good));
        Assert.Equal(2, await _silo.Write("a", 1));
    }

    [Fact]
    public async Task A_document_of_megabytes_comes_back_as_it_was_and_goes_beside_small_ones()
    {
        var large = string.Concat(Enumerable.Range(0, 300_000).Select(i => $"{i:D10} "));
        Task<int?>[] writes = [_silo.Write("a", null), _silo.Write("large", null, $$"""{"text":"{{large}}"}"""), _silo.Write("b", null)];
        Assert.Equal([1, 1, 1], await Task.WhenAll(writes));
        Assert.Equal(large, await _database.Ask<string>("SELECT document ->> 'text' FROM grain_states WHERE key = 'large'"));
    }

    [Fact]
    public async Task A_silo_of_before_writes_through_the_old_function_by_the_same_rules()
    {
        const string Profile = """{"profile":{"displayName":"Ana"},"availability":1}""";
        Assert.Equal([1, null], [await Old("NULL"), await Old("NULL")]);
        Assert.Equal([2, 1], [await Old("1"), await Old("1")]);
        Assert.Equal("Ana|1", await _database.Ask<string>("SELECT display_name || '|' || availability FROM efectivos"));

        async Task<int?> Old(string known) =>
            int.TryParse(await _database.Ask<string>($"SELECT coalesce(gad_write_state('s', 'efectivo', 'E-1', {known}, '{Profile}')::text, '')"), out var version) ? version : null;
    }
}
