using GrupoGad.Console.Tests;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.LoadGenerator.Traces;

namespace GrupoGad.Silo.Tests.History;

/// <summary>
/// The shipped excerpt of a real fleet as the journal stored it: each fix received when the recorder received it, so that late ones, stale ones and repeats come
/// as they came. Filled when first asked for; nobody writes to it afterwards.
/// </summary>
public sealed class TraceStore(PostGisServer server) : IAsyncLifetime
{
    private TestDatabase? _database;
    private Task<PostGisStack>? _stack;

    /// <summary>In order of arrival, without those whose instant was stored already.</summary>
    internal IReadOnlyList<PositionReport> Stored { get; private set; } = [];

    internal DateTime Start => Stored[0].ReceivedTime;

    internal DateTime End => Stored[^1].ReceivedTime;

    internal static GeoBounds Warsaw { get; } = new(51.9, 20.4, 52.5, 21.5);

    internal static string Code(int unit) => $"W-{unit:D4}";

    /// <summary>By a plain reading of all rows: of what each had sent by then, what its device took last.</summary>
    internal IEnumerable<PositionReport> Live(DateTime at) =>
        Stored.Where(report => report.ReceivedTime <= at).GroupBy(report => report.EfectivoId).Select(sent => sent.MaxBy(report => report.Fix.DeviceTime));

    internal Task<PostGisStack> Stack() => _stack ??= Fill();

    internal TestDatabase Database => _database!;

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        if (_stack is not null)
        {
            await (await _stack).DisposeAsync();
        }
        await (_database?.DisposeAsync() ?? default);
    }

    private async Task<PostGisStack> Fill()
    {
        // The rules hold for any fleet: another trace may be given.
        var rows = TraceReader.ReadFile(Environment.GetEnvironmentVariable("GAD_TEST_TRACE") ?? Repository.Excerpt).Rows;
        var known = new HashSet<(int, DateTime)>();
        Stored = [.. rows.Where(row => known.Add((row.Unit, row.Time))).Select((row, i) => new PositionReport
        {
            EfectivoId = Code(row.Unit),
            ReportId = i + 1,
            ReceivedTime = row.Arrival,
            Source = ReportSource.WebSocket,
            Fix = new Fix { Point = new GeoPoint(row.Fix.Latitude, row.Fix.Longitude), DeviceTime = row.Time },
        })];
        _database = await server.CreateDatabase();
        var stack = await PostGisStack.Start(_database.Address);
        await Task.WhenAll(Stored.Select(report => stack.Journal.Append(report).AsTask()));
        await Reports.Until("the last positions are written", async () =>
            await _database.Ask<long>("SELECT count(*) FROM last_positions") == Stored.Select(report => report.EfectivoId).Distinct().Count());
        // As if all had been registered long before the recording. In the order in which the journal takes rows of last positions, which it may still do.
        await _database.Run("""
            INSERT INTO grain_states (service_id, state_name, key, version, document)
            SELECT 'gad-test', 'efectivo', efectivo_id, 1, jsonb_build_object('availability', 1, 'profile', jsonb_build_object('displayName', 'Bus ' || efectivo_id))
            FROM last_positions ORDER BY efectivo_id;
            UPDATE profile_history SET at = '-infinity';
            UPDATE availability_history SET at = '-infinity'
            """);
        await _database.Run("ANALYZE");
        return stack;
    }
}

/// <summary>Tests that read the one stored trace, one after another.</summary>
[CollectionDefinition(nameof(RealTrace))]
public sealed class RealTrace : ICollectionFixture<TraceStore>;
